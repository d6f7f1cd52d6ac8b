internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Stats: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "stats", abstract: "Show how much the library holds.",
      discussion: "Tokens are estimates: one for every four bytes.")

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() throws {
      try global.print(try global.open().stats()) { $0.text($1) }
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
    return rows.map { label, value in
      terminal.styled(label.padding(to: 15), .dim) + Terminal.safe(value)
    }.joined(separator: "\n")
  }
}
