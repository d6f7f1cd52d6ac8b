import GRDB

/// The library: every version of every file, its sections, what refers to what, and the text.
///
/// One SQLite database, which this module alone speaks SQL to. Values go in and come out; rows,
/// statements and connections stay here. Its methods block while the database works, and may be
/// called from any task: there are many readers and one writer at a time.
package struct SectionGraph: Sendable {
  let connections: Connections
  /// The one state that is read; nil where each read is of the newest.
  let moment: Moment?

  /// Opens the library at `path`, or makes an empty one where nothing is.
  ///
  /// - Throws: ``GraphFailure`` where the file is something else, damaged, or from a later version.
  package init(path: String) throws {
    do {
      connections = try Connections(path: path)
      moment = nil
    } catch let error as DatabaseError {
      throw GraphFailure(error, path: path)
    }
  }

  /// An empty library in memory. For tests, and for work that is to leave nothing behind.
  package init() throws {
    connections = try Connections()
    moment = nil
  }

  init(_ connections: Connections, at moment: Moment) {
    self.connections = connections
    self.moment = moment
  }

  /// Reads one consistent state of the library.
  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do {
      if let moment { return try moment.read(body) }
      return try connections.read(body)
    } catch let error as DatabaseError {
      throw GraphFailure(error, path: connections.path)
    }
  }

  /// Changes the library: all that `body` does, or nothing.
  func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do {
      return try connections.writer().write(body)
    } catch let error as DatabaseError {
      throw GraphFailure(error, path: connections.path)
    }
  }
}
