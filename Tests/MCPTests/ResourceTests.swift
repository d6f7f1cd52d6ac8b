import Examples
import Foundation
import JSONRPC
import MCP
import Testing
import Workbench

@Suite struct ResourceTests {
  @Test func `a section and a component can be read`() async throws {
    let room = try await Room.begun()
    let found = try await room.use("search_sections", ["query": "marmalade"])
    let id = try #require(found.value["hits"]?.array?.first?["section"]?["id"]?.string)
    for name in [id, String(id.prefix(8))] {
      let contents = try await Self.read("joinery://section/\(name)", in: room)
      #expect(contents["uri"]?.string == "joinery://section/\(name)")
      #expect(contents["mimeType"] == "text/markdown")
      #expect(contents["text"]?.string?.hasPrefix("## Filling forms\n") == true)
    }
    for name in ["review", "files/skills/review", "files%2Fskills%2Freview"] {
      let contents = try await Self.read("joinery://component/\(name)", in: room)
      #expect(contents["text"]?.string?.contains("# Review") == true, "\(name)")
    }
  }

  @Test func `bytes that are no text come as they are`() async throws {
    let room = try await Room.begun()
    let outline = try await room.use("get_outline", ["address": "odd.md"])
    let id = try #require(
      outline.value["files"]?.array?.first?["sections"]?.array?.first?["id"]?.string)
    let contents = try await Self.read("joinery://section/\(id)", in: room)
    #expect(contents["text"] == nil && contents["mimeType"] == "application/octet-stream")
    let bytes = contents["blob"]?.string.flatMap { Data(base64Encoded: $0) }.map(Array.init)
    #expect(bytes == room.scratch.read("files/odd.md"))
  }

  @Test(arguments: [
    "joinery://section/zzzzzzzzzzzz", "joinery://section/", "joinery://section/pdf%2FSKILL.md",
    "joinery://component/nothing", "joinery://component/%ZZ", "joinery://other/x",
    "file:///etc/passwd", "", "joinery://component/..%2F..%2Fetc",
  ])
  func `what is not there is not found, in words of the revision`(uri: String) async throws {
    let room = try await Room.begun()
    let error = await #expect(throws: RemoteError.self) { try await Self.read(uri, in: room) }
    #expect(error?.code == -32002)
    let modern = await #expect(throws: RemoteError.self) {
      try await room.peer.call(
        "resources/read",
        [
          "uri": .string(uri),
          "_meta": .object([
            "io.modelcontextprotocol/protocolVersion": "2026-07-28",
            "io.modelcontextprotocol/clientCapabilities": [:],
          ]),
        ])
    }
    #expect(modern?.code == -32602)
  }

  @Test func `components are listed a page at a time, each once`() async throws {
    let room = try await Room.begun()
    for number in 0..<230 {
      try room.scratch.write("# \(number)\n", to: "more/skills/s\(number)/SKILL.md")
    }
    _ = try await room.bench.ingest(["\(room.scratch.path)/more"])
    var (seen, pages, cursor) = ([String](), 0, JSON?.none)
    repeat {
      let page = try await room.peer.call("resources/list", cursor.map { ["cursor": $0] })
      seen += (page["resources"]?.array ?? []).compactMap { $0["uri"]?.string }
      cursor = page["nextCursor"]
      pages += 1
    } while cursor != nil && pages < 10
    #expect(pages == 3 && seen.count == 233 && Set(seen).count == 233)
    #expect(try await Self.read(seen[200], in: room)["text"]?.string?.hasPrefix("# ") == true)
  }

  @Test func `a cursor that was never given is refused`() async throws {
    let room = try await Room.begun()
    let wrong: [(String, JSON)] = [
      ("resources/list", "x"), ("resources/list", 7), ("tools/list", "x"),
      ("resources/templates/list", "x"),
    ]
    for (method, cursor) in wrong {
      let error = await #expect(throws: RemoteError.self) {
        try await room.peer.call(method, ["cursor": cursor])
      }
      #expect(error?.code == -32602, "\(method)")
    }
  }

  @Test func `ids and names are completed`() async throws {
    let room = try await Room.begun()
    let templates = try await room.peer.call("resources/templates/list")
    let uris = (templates["resourceTemplates"]?.array ?? []).compactMap { $0["uriTemplate"] }
    #expect(uris == ["joinery://section/{id}", "joinery://component/{name}"])
    let names = try await Self.complete("joinery://component/{name}", "name", "p", in: room)
    #expect(names["values"] == ["pdf"] && names["total"] == 1 && names["hasMore"] == false)
    let found = try await room.use("search_sections", ["query": "marmalade"])
    let id = try #require(found.value["hits"]?.array?.first?["section"]?["id"]?.string)
    let ids = try await Self.complete(
      "joinery://section/{id}", "id", String(id.prefix(5)), in: room)
    #expect(ids["values"]?.array?.contains(.string(id)) == true)
    let all = try await Self.complete("joinery://section/{id}", "id", "", in: room)
    #expect(all["total"]?.integer == all["values"]?.array?.count)
    let none = try await Self.complete("joinery://section/{id}", "id", "ILO!", in: room)
    #expect(none["values"] == [])
    for (uri, name) in [("joinery://section/{id}", "name"), ("file:///{x}", "x")] {
      let error = await #expect(throws: RemoteError.self) {
        try await Self.complete(uri, name, "", in: room)
      }
      #expect(error?.code == -32602)
    }
  }

  private static func read(_ uri: String, in room: Room) async throws -> JSON {
    let result = try await room.peer.call("resources/read", ["uri": .string(uri)])
    return result["contents"]?.array?.first ?? .null
  }

  private static func complete(
    _ uri: String, _ name: String, _ value: String, in room: Room
  ) async throws -> JSON {
    let result = try await room.peer.call(
      "completion/complete",
      [
        "ref": ["type": "ref/resource", "uri": .string(uri)],
        "argument": ["name": .string(name), "value": .string(value)],
      ])
    return result["completion"] ?? .null
  }
}
