import ConfigurationParser
import Examples
import Foundation
import JSONRPC
import JavaScriptParser
import MCP
import MarkdownParser
import PythonParser
import Sections
import ShellParser
import Workbench

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A home with two skills and a script, and a server about it.
final class Room: Sendable {
  let scratch: Scratch
  let bench: Workbench
  let server: Server
  let peer: Peer
  private let serving: Task<Void, Never>

  /// A room in which nothing was said yet.
  ///
  /// - Parameter tools: what agents can do; all there is where nil.
  init(tools: [Tool]? = nil) async throws {
    scratch = try Scratch()
    let templates = URL(filePath: #filePath)
      .deletingLastPathComponent().appending(path: "../../templates").standardizedFileURL.path
    let home = Home(at: "\(scratch.path)/home")
    try home.make(templatesFrom: templates)
    bench = try Workbench(
      home: home,
      parsers: ParserRegistry([
        MarkdownParser(), PythonParser(), JavaScriptParser(), TypeScriptParser(), ShellParser(),
        JSONParser(), YAMLParser(), TOMLParser(),
      ]))
    for (path, text) in Self.files { try scratch.write(text, to: "files/\(path)") }
    try scratch.write([0x23, 0x20, 0x41, 0x0A, 0xFF, 0xFE, 0x0A], to: "files/odd.md")
    _ = try await bench.ingest(["\(scratch.path)/files"])
    let (there, back) = (Self.pipe(), Self.pipe())
    peer = Peer(reading: back[0], writing: there[1])
    let server = try Server(
      bench, tools: tools ?? Tool.all(mayWrite: true), version: "1.2.3",
      output: Descriptor(owning: back[1]))
    self.server = server
    let input = there[0]
    serving = Task { await server.serve(Descriptor(owning: input)) }
  }

  /// A room in which the session has begun.
  static func begun(
    tools: [Tool]? = nil, revision: String = "2025-11-25"
  ) async throws -> Room {
    let room = try await Room(tools: tools)
    _ = try await room.peer.call("initialize", Self.hello(revision))
    try room.peer.tell("notifications/initialized")
    return room
  }

  deinit { server.stop() }

  /// What a client begins with.
  static func hello(_ revision: String) -> JSON {
    [
      "protocolVersion": .string(revision), "capabilities": [:],
      "clientInfo": ["name": "test", "version": "0"],
    ]
  }

  /// Waits until the server has ended.
  func ended() async { await serving.value }

  /// The result of a tool.
  func use(_ tool: String, _ arguments: JSON = [:]) async throws -> JSON {
    try await peer.call("tools/call", ["name": .string(tool), "arguments": arguments])
  }

  private static func pipe() -> [Int32] {
    var ends: [Int32] = [-1, -1]
    _ = openPipe(&ends)
    return ends
  }

  private static let files = [
    "skills/pdf/SKILL.md": """
    ---
    name: pdf
    description: Reads and fills PDF forms. Use it for PDF files.
    ---
    # PDF

    How to work with it.

    ## Quick start

    Run [the script](scripts/fill.py).

    ## Filling forms

    Look for marmalade fields first.

    ### Checkboxes

    Tick them.

    """,
    "skills/pdf/scripts/fill.py": "def fill(form):\n    return form\n",
    "skills/review/SKILL.md": """
    ---
    name: review
    description: Reviews changes. Use it before merging.
    ---
    # Review

    Read the change twice.

    """,
  ]
}

private func openPipe(_ ends: inout [Int32]) -> Int32 { pipe(&ends) }

extension JSON {
  /// The text of a tool's answer.
  var said: String { self["content"]?.array?.first?["text"]?.string ?? "" }
  /// The value of a tool's answer.
  var value: JSON { self["structuredContent"] ?? .null }
  /// Whether a tool failed.
  var isFailure: Bool { self["isError"] == true }
}
