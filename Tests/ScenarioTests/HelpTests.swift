import Examples
import Foundation
import Testing

/// What the program says of itself.
@Suite struct HelpTests {
  private let stage: Stage

  init() throws { stage = try Stage() }

  /// Every command, as its words, found by asking the program.
  private func commands() throws -> [String] {
    var found: [String] = []
    var pending = [""]
    while let command = pending.popLast() {
      found.append(command)
      let help = try stage.run("joinery \(command) --help").output
      pending += Self.subcommands(in: help).map { command.isEmpty ? $0 : "\(command) \($0)" }
    }
    return found.sorted()
  }

  private static func subcommands(in help: String) -> [String] {
    let sections = help.components(separatedBy: "\n\n").filter { section in
      section.prefix { $0 != "\n" }.hasSuffix("SUBCOMMANDS:")
    }
    return sections.flatMap { $0.split(separator: "\n").dropFirst() }.compactMap { line in
      line.hasPrefix("  ") && !line.hasPrefix("   ")
        ? line.split(separator: " ").first.map(String.init) : nil
    }
  }

  @Test func `every command has help, with examples where it takes arguments`() throws {
    let commands = try commands()
    #expect(commands.count > 25)
    for command in commands {
      let outcome = try stage.run("joinery \(command) --help")
      #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(command)")
      let abstract = outcome.output.prefix { $0 != "\n" }
      #expect(abstract.hasPrefix("OVERVIEW: ") && abstract.count > 20, "\(command)")
      #expect(
        outcome.output.split(separator: "\n").allSatisfy { $0.count <= 80 || $0.hasPrefix("USAGE") }
      )
      if outcome.output.contains("ARGUMENTS:") {
        #expect(outcome.output.contains("Example"), "\(command) has no example")
      }
      #expect(try stage.run("joinery help \(command)").output == outcome.output, "\(command)")
    }
  }

  @Test func `the help is what it was`() throws {
    let text = try commands().map { command in
      "$ joinery \(command) --help\n" + (try stage.run("joinery \(command) --help").output)
    }
    try Snapshot.expect(text.joined(separator: "\n"), in: "help.txt")
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `completions are a script that the shell can read`(shell: String) throws {
    let outcome = try stage.run("joinery completions \(shell) > script")
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    let script = try #require(stage.scratch.text("script"))
    #expect(script.contains("where-used") && script.contains("ingest"))
    let checked = try stage.run("command -v \(shell) >/dev/null || exit 0; \(shell) -n script")
    #expect(checked.status == 0 && checked.errors.isEmpty, "\(checked.errors)")
  }

  @Test func `the manual is a page without faults`() throws {
    let page = try stage.run("joinery manual > joinery.1; cat joinery.1").output
    #expect(page.hasPrefix(".TH JOINERY 1") && page.contains("where\\-used"))
    let shown = try stage.run(
      """
      if command -v groff >/dev/null; then groff -man -Tutf8 -ww joinery.1 >/dev/null; fi
      if command -v man >/dev/null; then MANWIDTH=80 man --warnings -l joinery.1 >/dev/null; fi
      """)
    #expect(shown.status == 0 && shown.errors.isEmpty, "\(shown.errors)")
  }

  @Test func `the version is a number`() throws {
    let outcome = try stage.run("joinery --version")
    #expect(outcome.output.wholeMatch(of: /[0-9]+\.[0-9]+\.[0-9]+\n/) != nil)
  }
}
