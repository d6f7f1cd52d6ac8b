internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Stats: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "stats", abstract: "Show how much the library holds, and what components cost.",
      discussion: """
        Tokens are estimates: one for every four bytes. Of a component, an agent has its name and \
        description in every conversation, reads the text of its first file when it is used, and \
        the other files when it asks for them.

        Examples:
          joinery stats                  the library, and what the workspace costs
          joinery stats pr-review        one component
        """)

    @Argument(help: "A component of the workspace, or else of the library.")
    var component: String?

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      let bench = try global.open()
      if let component {
        try global.print(try await bench.stats(of: component)) { $0.text($1) }
      } else {
        let stats = try await bench.stats()
        try global.print(stats) { $0.text($1) }
      }
    }
  }
}

extension LibraryStats {
  fileprivate func text(_ terminal: Terminal) -> String {
    let rows = [
      ("home", home), ("components", "\(components)"), ("files", "\(files)"),
      ("sections", "\(sections)"),
      ("references", "\(references)"),
      ("bytes", "\(bytes)"), ("tokens", "≈\(tokens)"), ("versions", "\(versions)"),
      ("removed files", "\(removedFiles)"), ("database", "\(databaseBytes) bytes"),
    ]
    let vectors = vectors.map {
      ("vectors", "\($0.embedded) of \($0.sections) sections by \($0.model)")
    }
    return terminal.rows(rows + vectors + [("workspace", workspace.line)])
  }
}

extension ComponentStats {
  fileprivate func text(_ terminal: Terminal) -> String {
    let place = isInWorkspace ? "workspace" : "library"
    return terminal.rows(
      [("component", path), ("in the", place), ("files", "\(files)"), ("bytes", "\(bytes)")]
        + context.rows)
  }
}

extension ContextTokens {
  /// All three on a line, in tokens.
  var line: String {
    "always loaded ≈\(alwaysLoaded), on trigger ≈\(onTrigger), on demand ≈\(onDemand)"
  }

  /// What each is called, and how much it is.
  var rows: [(String, String)] {
    [
      ("always loaded", "≈\(alwaysLoaded) tokens"), ("on trigger", "≈\(onTrigger) tokens"),
      ("on demand", "≈\(onDemand) tokens"),
    ]
  }
}

extension Terminal {
  /// Values under each other, each after its label.
  fileprivate func rows(_ rows: [(String, String)]) -> String {
    rows.map { label, value in
      styled(label.padding(to: 15), .dim) + Terminal.safe(value)
    }.joined(separator: "\n")
  }
}
