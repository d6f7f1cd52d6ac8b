import Examples
import Foundation
import Sections
import Testing
import Workbench

@Suite struct RegistrationTests {
  private let bench: Bench
  private let arguments = ["mcp", "--home", "/a \"b\"/c"]

  init() throws { bench = try Bench() }

  private var user: String { bench.scratch.path }

  private func registration(
    _ client: String, _ arguments: [String]? = nil
  ) async throws -> Registration {
    try await bench.workbench.registration(
      with: client, program: "/opt/joinery", arguments: arguments ?? self.arguments,
      userFolder: user)
  }

  private func register(_ client: String, _ arguments: [String]? = nil) async throws -> String {
    let plan = try await registration(client, arguments)
    let done = try bench.workbench.register(plan)
    return try String(contentsOfFile: done.path, encoding: .utf8)
  }

  @Test(arguments: Registration.clients)
  func `a client without a file gets one, once`(client: String) async throws {
    let plan = try await registration(client)
    #expect(plan.change?.change == "added" && !plan.isWritten)
    #expect(!FileManager.default.fileExists(atPath: plan.path))
    #expect(try bench.workbench.register(plan).isWritten)
    let text = try String(contentsOfFile: plan.path, encoding: .utf8)
    #expect(text == plan.entry)
    #expect(text.contains("/opt/joinery") && text.contains(#"/a \"b\"/c"#))
    let again = try await registration(client)
    #expect(again.change == nil && again.diff == nil)
    #expect(try bench.workbench.register(again).isWritten == false)
  }

  @Test(arguments: [
    "{}", "{ }\n", "{\n}\n", "", "\n", #"{"a": 1.50, "mcpServers": {}}"#,
    "{\r\n\t\"z\" : [1 ,2],\r\n\t\"mcpServers\" : {\r\n\t\t\"x\": {\"command\": \"y\"}\r\n\t}\r\n}\r\n",
    "{\n  \"mcpServers\": {\n    \"joinery\": {\n      \"command\": \"old\",\n      \"env\": {\"A\": \"1\"}\n    }\n  }\n}\n",
  ])
  func `all else in a JSON file stays`(before: String) async throws {
    try bench.scratch.write(before, to: ".cursor/mcp.json")
    let text = try await register("cursor")
    let value = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let servers = try #require(value["mcpServers"] as? [String: Any])
    let entry = try #require(servers["joinery"] as? [String: Any])
    #expect(entry["command"] as? String == "/opt/joinery")
    #expect(entry["args"] as? [String] == arguments)
    for line in before.split(whereSeparator: \.isNewline)
    where line.contains("\"A\"") || line.contains("[1 ,2]") {
      #expect(text.contains(line))
    }
    // Everything that was there stands there in the same order.
    let old = before.filter { !" \r\n\t{},".contains($0) }.replacing(
      "\"command\":\"old\"", with: "")
    #expect(isPart(old, of: text))
  }

  private func isPart(_ old: String, of text: String) -> Bool {
    var rest = old[...]
    for character in text where character == rest.first { rest.removeFirst() }
    return rest.isEmpty
  }

  @Test(arguments: [
    "[]", "{\"mcpServers\": []}", "{\"mcpServers\": {\"joinery\": 3}}", "// no\n{}",
    "{\"mcpServers\": {\"joinery\": {\"command\": {\"a\": 1}}}}",
    "{\"mcpServers\": {}, \"mcpServers\": {}}",
  ])
  func `a JSON file that cannot be edited is left alone`(before: String) async throws {
    try bench.scratch.write(before, to: ".cursor/mcp.json")
    await #expect(throws: RegistrationFailure.self) { try await registration("cursor") }
    #expect(bench.scratch.text(".cursor/mcp.json") == before)
  }

  @Test func `a TOML file gets a table at its end, or the table's lines changed`() async throws {
    let file = ".codex/config.toml"
    try bench.scratch.write("model = \"m\" # mine", to: file)
    let first = try await register("codex")
    #expect(
      first == """
        model = "m" # mine

        [mcp_servers.joinery]
        command = "/opt/joinery"
        args = ["mcp", "--home", "/a \\"b\\"/c"]

        """)
    try bench.scratch.write(
      first + "startup_timeout_sec = 9\n\n# about tools\n[tools]\nargs = [1]\n", to: file)
    let second = try await register("codex", ["mcp"])
    #expect(
      second
        == first.replacing(#"["mcp", "--home", "/a \"b\"/c"]"#, with: #"["mcp"]"#)
        + "startup_timeout_sec = 9\n\n# about tools\n[tools]\nargs = [1]\n")
    #expect(try await registration("codex", ["mcp"]).change == nil)
  }

  @Test(arguments: [
    "mcp_servers = { joinery = { command = \"x\" } }\n",
    "[mcp_servers]\njoinery = { command = \"x\" }\n",
    "[mcp_servers]\njoinery.command = \"x\"\n",
    "mcp_servers.joinery.command = \"x\"\n",
    "[mcp_servers.joinery]\n[mcp_servers.joinery]\n",
  ])
  func `a TOML file that has the server otherwise is left alone`(before: String) async throws {
    try bench.scratch.write(before, to: ".codex/config.toml")
    await #expect(throws: RegistrationFailure.self) { try await registration("codex") }
    #expect(bench.scratch.text(".codex/config.toml") == before)
  }

  @Test func `what was saved since it was shown is not replaced`() async throws {
    try bench.scratch.write("{}", to: ".cursor/mcp.json")
    let plan = try await registration("cursor")
    try bench.scratch.write("{\"a\": 1}", to: ".cursor/mcp.json")
    #expect(throws: (any Error).self) { try bench.workbench.register(plan) }
    #expect(bench.scratch.text(".cursor/mcp.json") == "{\"a\": 1}")
  }

  @Test func `a client that is not known, or has none in projects, is refused`() async throws {
    await #expect(throws: RegistrationFailure.unknownClient("x")) { try await registration("x") }
    await #expect(throws: RegistrationFailure.notInProjects("claude-desktop")) {
      try await bench.workbench.registration(
        with: "claude-desktop", program: "p", arguments: [], userFolder: user, project: user)
    }
  }
}
