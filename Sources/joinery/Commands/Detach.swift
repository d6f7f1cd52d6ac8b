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
        arrives no more, until ‘attach’ links them again. Of a copied section that ‘attach’ \
        linked, or of a file with such sections, only the link is cut.

        Examples:
          joinery detach skills/pr-review/SKILL.md#steps
          joinery detach skills/pr-review/references/limits.md
          joinery detach pdf/SKILL.md#quick-start      where one recipe or file has it
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
      commandName: "attach", abstract: "Link a copied section to the one it was copied from.",
      discussion: """
        A section that you copied by hand into a skill, command, agent or script of the workspace \
        is linked to its source; without a source it is found by its text, the same bytes first. \
        It may be what the source once was: ‘compose --update’ brings what changed there, \
        between your edits. All else in the file is yours. ‘stale’, ‘where-used’ and ‘blame’ know \
        the link; the lock has it, and nothing in the file says so.

        Words of a recipe are linked in the recipe: what is composed stays the same, byte for \
        byte. A file that was detached must have just the bytes that are composed.

        A copy may differ from its source in heading levels and in blank lines at its ends, and \
        in nothing else.

        Examples:
          joinery attach skills/mine/SKILL.md#steps               where the text is found
          joinery attach skills/mine/SKILL.md#steps pdf/SKILL.md#quick-start
          joinery attach skills/mine/scripts/go.py#read_form pdf/scripts/fill.py#read_form
          joinery attach pr-review pdf/SKILL.md#quick-start       words of a recipe
          joinery attach skills/pr-review/references/limits.md    to what it was copied of
        """)

    @Argument(help: "A copied section; a recipe; or, without a source, a file that was detached.")
    var copy: String

    @Argument(help: "The section it was copied from.")
    var section: String?

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      let bench = try global.open()
      let report =
        if let section { try await bench.attach(copy, to: section) } else {
          try await bench.attach(copy)
        }
      try global.print(report) { report, terminal in
        report.link?.text(terminal) ?? report.text("is linked in", "is not linked in")
      }
      try report.check()
    }
  }
}

extension AttachReport {
  fileprivate func text(_ done: String, _ left: String) -> String {
    guard let recipe else {
      return files.map { "\(Terminal.line(address)) is linked no more, \(Terminal.line($0))" }
        .joined(separator: "\n")
    }
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
