internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "remove", abstract: "Take components or files out of the library.",
      discussion: """
        The files on disk stay. What the sections were can still be reached by address@hash, until \
        ‘joinery gc’, and ‘joinery undo’ brings them back.

        Examples:
          joinery remove pdf
          joinery remove corpus/notes.md --dry-run
        """)

    @Argument(help: "Components, folders and files.")
    var addresses: [String]

    @Flag(name: [.long, .customShort("n")], help: "Only say what would be removed.")
    var dryRun = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      let paths = try await global.open().remove(addresses, dryRun: dryRun)
      try global.print(paths) { paths, _ in
        (paths.map { Terminal.line($0) } + [
          "\(paths.count) files \(dryRun ? "would be " : "")removed"
        ])
        .joined(separator: "\n")
      }
    }
  }

  struct GC: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "gc",
      abstract: "Drop what only the past needs, and give the space back.",
      discussion: """
        Content that no file has any more, and no recipe is pinned to, is deleted: addresses \
        pinned to it lead nowhere then, and ‘joinery undo’ cannot bring it back to the library. \
        Ids are never given out again all the same.

        Example:
          joinery gc
        """)

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      try global.print(try await global.open().collectGarbage()) { report, _ in
        "\(report.versions) old versions dropped, \(report.bytes) bytes given back"
          + (report.vectors > 0 ? ", \(report.vectors) vectors dropped" : "")
          + report.unreadable.map {
            "\nThe recipe \(Terminal.line($0)) cannot be read; what it seems to be pinned to is kept."
          }.joined()
      }
    }
  }
}
