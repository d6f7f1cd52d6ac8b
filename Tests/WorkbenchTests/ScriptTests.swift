import Examples
import Foundation
import Sections
import Testing
import Workbench

/// Composing scripts out of functions, with the languages' own checkers where they are installed.
@Suite struct ScriptTests {
  private static let folders = "/usr/local/bin:/usr/bin:/bin"

  /// A workbench that looks for checkers in `programs`.
  private func bench(_ programs: String) async throws -> (Bench, Workbench) {
    let bench = try Bench()
    return (
      bench, try Workbench(home: bench.workbench.home, parsers: .shipped, programs: programs)
    )
  }

  private func compose(_ addresses: [String], in workbench: Workbench) async throws -> ComposeReport
  {
    var request = ComposeRequest(
      name: "made", slots: addresses.map { ("scripts", $0) },
      settings: [("description", "Made of functions. Use it in tests.")])
    request.isReplacing = true
    return try await workbench.compose(request)
  }

  private func script(_ report: ComposeReport) throws -> ScriptView {
    try #require(report.files.compactMap(\.script).first)
  }

  @Test func `helpers are named by their sections, and what is missing is listed`() async throws {
    let (bench, workbench) = try await bench("")
    try bench.write("---\nname: s\ndescription: d\n---\n", to: "s/SKILL.md")
    try bench.write("def other():\n    return 1\n", to: "s/scripts/helpers.py")
    try bench.write(
      """
      import os
      from helpers import other

      def helper():
          return os.sep

      def fill():
          return helper(), other(), gone()

      """, to: "s/scripts/a.py")
    try await bench.ingest()
    let report = try await compose(["s/scripts/a.py#fill"], in: workbench)
    #expect(report.isWritten)
    let file = try #require(report.files.first { $0.script != nil })
    #expect(
      file.sections == [
        "files/s/scripts/a.py#preamble", "files/s/scripts/a.py#helper", "files/s/scripts/a.py#fill",
      ])
    #expect(
      file.script?.unresolved.map { "\($0.name) \($0.path) \($0.reason)" } == [
        "gone files/s/scripts/a.py undefined", "helpers files/s/scripts/a.py module",
      ])
    #expect(file.script?.state == "unchecked")
    #expect(file.script?.syntax == "syntax not checked: no checker for python here")
  }

  @Test(arguments: [
    ("a.py", "def f():\n    return 1\n", "python3"),
    ("a.js", "export function f() {\n  return 1;\n}\n", "node"),
    ("a.js", "function f() {\n  return require('fs');\n}\n", "node"),
    ("a.sh", "#!/usr/bin/env bash\nf() {\n  [[ -n $1 ]]\n}\n", "bash"),
    ("a.sh", "#!/bin/sh\nf() {\n  [ -n \"$1\" ]\n}\n", "sh"),
  ])
  func `a language's own checker is asked`(file: String, text: String, checker: String) async throws
  {
    let folders = try #require(ProcessInfo.processInfo.environment["PATH"])
    let isHere = folders.split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(checker)")
    }
    let (bench, workbench) = try await bench(folders)
    try bench.write(text, to: file)
    try await bench.ingest()
    let first = try script(try await compose(["files/\(file)#f"], in: workbench))
    #expect(first.state == (isHere ? "passed" : "unchecked"), "\(first.syntax)")
    let again = try script(try await compose(["files/\(file)#f"], in: workbench))
    #expect(again.state == "unchanged")
  }

  @Test func `what the checker refuses is an error, but for what was wrong before`() async throws {
    // In the place of Python's a checker that takes no script with two functions in it.
    let (bench, _) = try await bench("")
    let checker = "\(bench.scratch.path)/bin/python3"
    try bench.scratch.write(
      """
      #!/bin/sh
      if [ "$(grep -c '^def ')" -gt 1 ]; then
        echo 'line 3: Error: too much' >&2
        exit 1
      fi

      """, to: "bin/python3")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: checker)
    let workbench = try Workbench(
      home: bench.workbench.home, parsers: .shipped,
      programs: "\(bench.scratch.path)/bin:\(Self.folders)")
    try bench.write("def f():\n    return g()\ndef g():\n    return 1\n", to: "a.py")
    try bench.write("def h():\n    return 2\n", to: "b.py")
    try bench.write("def i():\n    return 3\n", to: "c.py")
    try await bench.ingest()
    let before = try await compose(["files/a.py#f"], in: workbench)
    #expect(before.findings.filter { $0.rule == "script-syntax" }.map(\.severity) == ["warning"])
    #expect(before.isWritten)
    let refused = try await compose(["files/b.py#h", "files/c.py#i"], in: workbench)
    let finding = try #require(refused.findings.first { $0.rule == "script-syntax" })
    #expect(finding.severity == "error" && finding.line == 3)
    #expect(finding.message == "line 3: Error: too much")
    #expect(!refused.isWritten)
  }

  @Test func `an edit of a function goes back to its file, whose other code stays`() async throws {
    let (bench, workbench) = try await bench("")
    let source = """
      import os, sys

      def helper():
          return os.sep

      def unneeded():
          return sys.argv

      def fill():
          return helper()

      """
    try bench.write(source, to: "a.py")
    try await bench.ingest()
    _ = try await compose(["files/a.py#fill"], in: workbench)
    let script = "home/workspace/skills/made/scripts/made.py"
    let text = try #require(bench.scratch.text(script))
    #expect(!text.contains("unneeded"))
    let edited = text.replacingOccurrences(of: "return helper()", with: "return helper() * 2")
    try bench.scratch.write(edited, to: script)
    let preview = try await workbench.toSource()
    _ = try await workbench.toSource(agreeing: preview)
    #expect(
      bench.scratch.text("files/a.py")
        == source.replacingOccurrences(of: "return helper()", with: "return helper() * 2"))
    #expect(bench.scratch.text(script) == edited)
  }
}
