internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Next: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "next", abstract: "Name the section after a section.",
      discussion: """
        The next on its level, or else after the section around it.

        Example:
          joinery next pdf/SKILL.md#quick-start
        """)

    @Argument(help: "A section.") var address: String
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() throws { try global.printNeighbours(.next, of: address) }
  }

  struct Parent: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "parent", abstract: "Name the section around a section.",
      discussion: """
        Example:
          joinery parent pdf/SKILL.md#quick-start
        """)

    @Argument(help: "A section.") var address: String
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() throws { try global.printNeighbours(.parent, of: address) }
  }

  struct Children: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "children", abstract: "Name the sections directly inside a section.",
      discussion: """
        Example:
          joinery children pdf/SKILL.md#quick-start
        """)

    @Argument(help: "A section.") var address: String
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() throws { try global.printNeighbours(.children, of: address) }
  }
}

extension GlobalOptions {
  fileprivate func printNeighbours(_ neighbour: Neighbour, of address: String) throws {
    try print(try open().neighbours(neighbour, of: address)) { $0.table($1) }
  }
}

extension [SectionView] {
  /// The sections as a table.
  func table(_ terminal: Terminal) -> String {
    guard !isEmpty else { return "" }
    var table = Table(
      .text("id"), .number("≈tokens"), .text("kind"), .flexible("title"), .place("address"))
    for section in self {
      table.add(section.short, "\(section.tokens)", section.kind, section.title, section.address)
    }
    return table.text(terminal)
  }
}
