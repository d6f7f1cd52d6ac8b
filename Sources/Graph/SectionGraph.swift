import Foundation
import GRDB

/// The library: every version of every file, its sections, what refers to what, and the text.
///
/// One SQLite database, which this module alone speaks SQL to. Values go in and come out; rows,
/// statements and connections stay here. Its methods block while the database works, and may be
/// called from any task: there are many readers and one writer at a time.
package struct SectionGraph: Sendable {
  let database: any DatabaseWriter

  /// Opens the library at `path`, or makes an empty one where nothing is.
  ///
  /// - Throws: ``GraphFailure`` where the file is something else, damaged, or from a later version.
  package init(path: String) throws {
    do {
      if FileManager.default.fileExists(atPath: path) { try SectionGraph.inspect(path) }
      database = try DatabasePool(path: path, configuration: SectionGraph.configuration)
      try SectionGraph.prepare(database, path: path)
    } catch let error as DatabaseError {
      throw GraphFailure(error, path: path)
    }
  }

  /// An empty library in memory. For tests, and for work that is to leave nothing behind.
  package init() throws {
    database = try DatabaseQueue(configuration: SectionGraph.configuration)
    try SectionGraph.prepare(database, path: ":memory:")
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(10)
    configuration.label = "library"
    configuration.prepareDatabase { db in
      // After a power cut WAL with NORMAL may lack the last transactions, but is never damaged;
      // the next ingest reads the files again.
      try db.execute(sql: "PRAGMA synchronous = NORMAL")
      // Ids fall anywhere in their index: with SQLite's own 2 MB most of its pages would be read
      // again and again once a library has 100,000 sections.
      try db.execute(sql: "PRAGMA cache_size = -32768")
      // Pages that many transactions change go back to the database once for several of them.
      try db.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
    }
    return configuration
  }

  /// Looks at a file before it is opened for writing, which would change its header.
  ///
  /// A file without tables is taken for a library that was never finished.
  private static func inspect(_ path: String) throws {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(10)
    let (owner, objects) = try DatabaseQueue(path: path, configuration: configuration).read { db in
      (
        try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
        try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
      )
    }
    guard owner == Schema.applicationID || owner == 0 && objects == 0 else {
      throw GraphFailure.notALibrary(path: path)
    }
  }

  /// Says that the file is ours, and brings its schema up to date.
  private static func prepare(_ database: any DatabaseWriter, path: String) throws {
    let migrator = Schema.migrator
    guard try !database.read(migrator.hasBeenSuperseded) else {
      throw GraphFailure.fromLaterVersion(path: path)
    }
    guard try !database.read(migrator.hasCompletedMigrations) else { return }
    try database.write { db in
      try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
    }
    try migrator.migrate(database)
  }

  /// Reads one consistent state of the library.
  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do {
      return try database.read(body)
    } catch let error as DatabaseError {
      throw GraphFailure(error, path: database.path)
    }
  }

  /// Changes the library: all that `body` does, or nothing.
  func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do {
      return try database.write(body)
    } catch let error as DatabaseError {
      throw GraphFailure(error, path: database.path)
    }
  }
}
