import Examples
import Foundation
import Testing

/// The server for agents as the protocol's own client finds it.
@Suite struct AgentClientTests {
  /// Where the client is: `JOINERY_PYTHON_MCP`, else where `.ci/fetch-mcp-client` puts it.
  private static let place =
    ProcessInfo.processInfo.environment["JOINERY_PYTHON_MCP"] ?? fetched.path
  private static let here = URL(filePath: #filePath).deletingLastPathComponent()
  private static let fetched = here.appending(path: "../../.deps/mcp-client").standardizedFileURL

  private static let isThere =
    (try? Scratch().run("env", "PYTHONPATH=\(place)", "python3", "-c", "import mcp.client.client"))
    != nil

  @Test(
    .enabled(if: isThere, "the MCP client is not installed"),
    arguments: [
      ("auto", "2026-07-28"), ("legacy", "2025-11-25"), ("2026-07-28", "2026-07-28"),
    ])
  func `the official client is served in every way it asks`(
    mode: String, revision: String
  ) throws {
    let stage = try Stage()
    let made = try stage.run("joinery init . && joinery ingest templates/starter")
    #expect(made.status == 0, "\(made.errors)")
    let script = Self.here.appending(path: "client.py").path
    let outcome = try stage.run(
      "python3 '\(script)' . \(mode)", environment: ["PYTHONPATH": Self.place])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output == "\(revision)\n")
    #expect(!FileManager.default.fileExists(atPath: "\(stage.scratch.path)/workspace/skills/made"))
  }
}
