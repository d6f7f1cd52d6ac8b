import JSONRPC
import MCP
import Testing

@Suite struct LifecycleTests {
  @Test(arguments: [
    ("2025-06-18", "2025-06-18"), ("2025-11-25", "2025-11-25"), ("2024-11-05", "2025-11-25"),
    ("2026-07-28", "2025-11-25"), ("nonsense", "2025-11-25"),
  ])
  func `a session agrees on a revision`(wanted: String, agreed: String) async throws {
    let room = try await Room()
    let welcome = try await room.peer.call("initialize", Room.hello(wanted))
    #expect(welcome["protocolVersion"]?.string == agreed)
    #expect(welcome["serverInfo"]?["name"] == "joinery")
    #expect(welcome["serverInfo"]?["version"] == "1.2.3")
    #expect(welcome["capabilities"]?["tools"] != nil)
    #expect(welcome["capabilities"]?["completions"] != nil)
    #expect(welcome["capabilities"]?["logging"] == nil)
    let listed = try await room.peer.call("tools/list")
    #expect(listed["tools"]?.array?.isEmpty == false && listed["resultType"] == nil)
  }

  @Test func `nothing but a ping is answered before the session begins`() async throws {
    let room = try await Room()
    #expect(try await room.peer.call("ping") == [:])
    for method in ["tools/list", "tools/call", "resources/list", "nonsense", "server/discover"] {
      let error = await #expect(throws: RemoteError.self) { try await room.peer.call(method) }
      #expect(error?.code == -32600, "\(method)")
    }
  }

  @Test func `a session begins once`() async throws {
    let room = try await Room.begun()
    let error = await #expect(throws: RemoteError.self) {
      try await room.peer.call("initialize", Room.hello("2025-11-25"))
    }
    #expect(error?.code == -32600)
    #expect(try await room.peer.call("ping") == [:])
  }

  @Test func `what is not offered is an unknown method`() async throws {
    let room = try await Room.begun()
    for method in ["prompts/list", "logging/setLevel", "resources/subscribe", "server/discover"] {
      let error = await #expect(throws: RemoteError.self) { try await room.peer.call(method) }
      #expect(error?.code == -32601, "\(method)")
    }
  }

  @Test func `a client without a session says its revision with each request`() async throws {
    let room = try await Room()
    let found = try await room.peer.call("server/discover", ["_meta": Self.meta("2026-07-28")])
    #expect(found["supportedVersions"]?.array?.last == "2026-07-28")
    #expect(found["resultType"] == "complete" && found["ttlMs"]?.integer != nil)
    let info = found["_meta"]?["io.modelcontextprotocol/serverInfo"]
    #expect(info?["name"] == "joinery")
    let listed = try await room.peer.call("tools/list", ["_meta": Self.meta("2026-07-28")])
    #expect(listed["cacheScope"] == "private")
    let called = try await room.peer.call(
      "tools/call", ["name": "list_components", "_meta": Self.meta("2026-07-28")])
    #expect(called["resultType"] == "complete" && called["ttlMs"] == nil && !called.isFailure)
    for (method, code) in [("ping", -32601), ("resources/subscribe", -32601)] {
      let error = await #expect(throws: RemoteError.self) {
        try await room.peer.call(method, ["_meta": Self.meta("2026-07-28")])
      }
      #expect(error?.code == code)
    }
  }

  @Test func `a revision that is not spoken is refused with those that are`() async throws {
    let room = try await Room()
    for version in ["1900-01-01", "2025-11-25"] {
      let error = await #expect(throws: RemoteError.self) {
        try await room.peer.call("tools/list", ["_meta": Self.meta(version)])
      }
      #expect(error?.code == -32022)
      #expect(error?.data?["supported"]?.array?.contains("2026-07-28") == true)
      #expect(error?.data?["requested"]?.string == version)
    }
    let key = "io.modelcontextprotocol/protocolVersion"
    let error = await #expect(throws: RemoteError.self) {
      try await room.peer.call("tools/list", ["_meta": .object([key: "2026-07-28"])])
    }
    #expect(error?.code == -32602)
  }

  @Test func `the end of the input ends the server, after what was asked`() async throws {
    let room = try await Room.begun()
    let id = try room.peer.ask(
      "tools/call", ["name": "search_sections", "arguments": ["query": "marmalade"]])
    room.peer.hangUp()
    #expect(try await room.peer.answer(to: id).said.contains("marmalade"))
    await room.ended()
  }

  private static func meta(_ version: String) -> JSON {
    .object([
      "io.modelcontextprotocol/protocolVersion": .string(version),
      "io.modelcontextprotocol/clientCapabilities": [:],
    ])
  }
}
