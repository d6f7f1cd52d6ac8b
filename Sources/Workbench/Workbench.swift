internal import Graph
package import Sections

/// Everything the tool can do, whoever asks: the command line, the web or an agent.
///
/// It never prints, never exits, and reads neither the environment nor the terminal. Every method
/// answers with a `Codable` value that all doors show alike.
package struct Workbench: Sendable {
  /// The home it works in.
  package let home: Home
  let parsers: ParserRegistry
  let graph: SectionGraph

  /// The workbench of `home`, whose library is made where there is none.
  ///
  /// - Parameter parsers: the parsers in order of precedence.
  package init(home: Home, parsers: ParserRegistry) throws {
    self.home = home
    self.parsers = parsers
    try home.make(templatesFrom: nil)
    graph = try SectionGraph(path: home.library)
  }
}
