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
  /// The folders in which the languages' own checkers are looked for, as `PATH` lists them.
  let programs: String
  /// The folders in which a local embedding model is looked for, in this order.
  let models: [String]
  private(set) var library: Library
  /// What searching by meaning keeps from one query to the next.
  let openModel = OpenModel()

  /// The workbench of `home`, whose library is made where there is none.
  ///
  /// - Parameters:
  ///   - parsers: the parsers in order of precedence.
  ///   - programs: the folders in which the languages' own checkers are looked for, with colons
  ///     between them; in none of them where it is empty.
  ///   - models: the folders in which a local embedding model is looked for, in this order, where
  ///     the configuration names none.
  package init(
    home: Home, parsers: ParserRegistry, programs: String = "", models: [String] = []
  ) throws {
    self.home = home
    self.parsers = parsers
    self.programs = programs
    self.models = models
    try home.make(templatesFrom: nil)
    library = Library(path: home.library)
    if !home.hasLibrary { _ = try library.open() }
  }

  /// The library. What does not ask for it costs no opening of a database, and works where the
  /// library does not.
  ///
  /// - Throws: ``GraphFailure`` where the file is something else, damaged, or from a later version.
  var graph: SectionGraph {
    get throws { try library.open() }
  }

  /// The same workbench with another library.
  func with(_ library: Library) -> Workbench {
    var bench = self
    bench.library = library
    return bench
  }
}
