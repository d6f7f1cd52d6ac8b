import Examples
import Foundation
import JSONRPC
import MCP
import Testing
import Workbench

/// What an agent is told of the tools before it uses any.
@Suite struct ToolListTests {
  @Test func `the whole list costs an agent less than 2,000 tokens`() async throws {
    for mayWrite in [true, false] {
      let room = try await Room.begun(tools: Tool.all(mayWrite: mayWrite))
      let listed = try await room.peer.call("tools/list")
      #expect(listed["tools"]?.array?.count == (mayWrite ? 11 : 10))
      let line = try Message.response(id: .number(1), result: listed).line
      #expect(line.count / 4 < 2000, "\(line.count / 4) tokens")
    }
  }

  @Test func `a server that may not write has no tool that does`() throws {
    for tool in Tool.all(mayWrite: false) {
      #expect(tool.json["annotations"]?["readOnlyHint"] == true, "\(tool.name)")
    }
    let writing = Tool.all(mayWrite: true)
      .filter { $0.json["annotations"]?["readOnlyHint"] != true }.map(\.name)
    #expect(writing == ["compose_skill", "deploy"])
  }

  @Test func `names and descriptions are as the protocol wants them`() throws {
    let tools = Tool.all(mayWrite: true)
    #expect(Set(tools.map(\.name)).count == tools.count)
    for tool in tools {
      #expect(tool.name.wholeMatch(of: /[a-z_]{1,64}/) != nil)
      #expect(!tool.summary.contains("\n") && tool.summary.count < 250, "\(tool.name)")
      #expect(tool.json["inputSchema"]?["type"] == "object")
      #expect(tool.json["inputSchema"]?["additionalProperties"] == false)
      #expect(tool.json["outputSchema"]?["type"] == "object")
    }
  }

  @Test func `every tool calls one method of the workbench, and each has a file of its own`() throws
  {
    let sources = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources").standardizedFileURL
    let methods = try Self.swift(in: sources.appending(path: "Workbench")).map(\.text).joined()
    let files = try Self.swift(in: sources.appending(path: "MCP/Tools"))
      .filter { $0.text.contains("extension Tool {") && $0.text.contains("name: \"") }
    var named: [String] = []
    for file in files {
      let names = file.text.matches(of: /name: "([a-z_]+)"/).map { String($0.1) }
      #expect(names.count == 1, "\(file.name)")
      named += names
      let calls = Set(file.text.matches(of: /bench\.(\w+)\(/).map { String($0.1) })
      #expect(calls.count == 1, "\(file.name) calls \(calls)")
      for call in calls {
        let declared = try Regex("package func \(call)\\(")
        #expect(methods.contains(declared), "the workbench has no \(call)")
      }
      #expect(names.first?.replacing("_", with: "") == file.name.lowercased())
    }
    #expect(named.sorted() == Tool.all(mayWrite: true).map(\.name).sorted())
  }

  private static func swift(in folder: URL) throws -> [(name: String, text: String)] {
    let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return try (paths ?? []).filter { $0.hasSuffix(".swift") }.sorted().map { path in
      let file = folder.appending(path: path)
      return (
        file.deletingPathExtension().lastPathComponent,
        try String(contentsOf: file, encoding: .utf8)
      )
    }
  }

  @Test func `what a tool answers with is as its schema says`() async throws {
    let room = try await Room.begun()
    let arguments: [String: JSON] = [
      "search_sections": ["query": "pdf"], "get_outline": ["address": "pdf"],
      "get_section": ["address": "pdf"], "get_context": ["task": "marmalade", "budget": 9],
      "related_sections": ["address": "pdf/SKILL.md#filling-forms"],
      "where_used": ["address": "pdf/scripts/fill.py"],
      "compose_skill": [
        "name": "mine", "sections": ["pdf/SKILL.md#quick-start"],
        "settings": ["description": "Starts. Use it to start."],
      ],
    ]
    _ = try await room.bench.commit(message: "One", author: "A <a@example.com>")
    _ = try await room.bench.addTarget("agent", path: "\(room.scratch.path)/agent")
    for tool in Tool.all(mayWrite: true) where tool.name != "deploy" {
      let answer = try await room.use(tool.name, arguments[tool.name] ?? [:])
      #expect(!answer.isFailure, "\(tool.name): \(answer.said)")
      #expect(!answer.said.isEmpty)
      expect(answer.value, like: tool)
    }
    let plan = try await room.use("plan_deploy")
    let done = try await room.use("deploy", ["plan": plan.value["hash"] ?? .null])
    let deploy = try #require(Tool.all(mayWrite: true).first { $0.name == "deploy" })
    expect(done.value, like: deploy)
  }

  private func expect(_ value: JSON, like tool: Tool) {
    for field in tool.output.fields {
      guard let member = value[field.name] else {
        #expect(!field.isRequired, "\(tool.name) has no \(field.name)")
        continue
      }
      #expect(field.kind.holds(member), "\(tool.name): \(field.name)")
    }
  }
}
