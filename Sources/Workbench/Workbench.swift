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
  /// How to ask servers for vectors, where the configuration says so.
  let endpoints: EndpointAccess
  private(set) var library: Library
  /// The files of the workspace that would be other than they are, by path, where it is only asked
  /// what would be written.
  private(set) var foreseen: [String: [UInt8]] = [:]
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
  ///   - endpoints: how to ask servers for vectors, where the configuration says so.
  package init(
    home: Home, parsers: ParserRegistry, programs: String = "", models: [String] = [],
    endpoints: EndpointAccess = EndpointAccess()
  ) throws {
    self.home = home
    self.parsers = parsers
    self.programs = programs
    self.models = models
    self.endpoints = endpoints
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

  /// The same workbench, to which files of the workspace are as they would be.
  func seeing(_ files: [String: [UInt8]]) -> Workbench {
    var bench = self
    bench.foreseen = files
    return bench
  }

  /// The same workbench with another library.
  func with(_ library: Library) -> Workbench {
    var bench = self
    bench.library = library
    return bench
  }
}
