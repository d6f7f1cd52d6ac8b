internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Detach: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "detach", abstract: "Make a section of a composed file your own.",
      discussion: """
        The entry of the recipe that brought it, with the sections below it, becomes words of \
        the recipe, as the file has them now. What is a file of its own stays as it is and is \
        yours: links to it stay, and no update writes or removes it. What changes at the source \
        arrives no more, until ‘attach’ links them again.

        Examples:
          joinery detach skills/pr-review/SKILL.md#steps
          joinery detach skills/pr-review/references/limits.md
          joinery detach pdf/SKILL.md#quick-start      where one recipe has it
        """)

    @Argument(help: "A section of a composed file, such a file, or the address a recipe has.")
    var section: String

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      let report = try await global.open().detach(section)
      try global.print(report) { report, _ in report.text("is now your own", "still comes from") }
      try report.check()
    }
  }

  struct Attach: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "attach", abstract: "Link words of a recipe to the section they were copied of.",
      discussion: """
        They may differ from the section in heading levels and in blank lines at their ends, and \
        in nothing else: what is composed stays the same, byte for byte. A file that was detached \
        must have just the bytes that are composed.

        Examples:
          joinery attach pr-review pdf/SKILL.md#quick-start
          joinery attach skills/pr-review/references/limits.md    to what it was copied of
        """)

    @Argument(help: "The recipe; or, without a section, a file that was detached.")
    var recipe: String

    @Argument(help: "The section.")
    var section: String?

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      let bench = try global.open()
      let report =
        if let section { try await bench.attach(recipe, to: section) } else {
          try await bench.attach(recipe)
        }
      try global.print(report) { report, _ in report.text("is linked in", "is not linked in") }
      try report.check()
    }
  }
}

extension AttachReport {
  fileprivate func text(_ done: String, _ left: String) -> String {
    let place = "recipe \(Terminal.line(recipe))"
    let lines = [address] + files.filter { $0 != address }
    return lines.map {
      "\(Terminal.line($0)) \(composed.isWritten ? done : left), \(place)"
    }.joined(separator: "\n")
  }

  /// Ends the program as ‘compose’ does where nothing was written.
  fileprivate func check() throws {
    if composed.isWritten { return }
    throw composed.hasConflicts ? ExitCode.differences : ExitCode.failure
  }
}
