import Foundation
import GRDB
import Synchronization

/// The connections to the file of a library: one, as long as one is enough.
///
/// A pool sets up SQLite's log when it is opened, which changes the file and waits for the disk; a
/// command that only reads is to do neither. So there is one connection until something is written,
/// or is read while another read is under way. From then on there is a pool.
final class Connections: Sendable {
  private struct Open {
    /// The one connection, while nobody reads with it.
    var single: DatabaseQueue?
    /// The pool, or the one connection to a library in memory.
    var writer: (any DatabaseWriter)?
  }

  /// The library's file, or `:memory:`.
  let path: String
  private let open: Mutex<Open>

  /// The connections to the library at `path`, which is made or brought up to date where it is not.
  ///
  /// - Throws: ``GraphFailure`` where the file is something else, or from a later version;
  ///   `DatabaseError`.
  init(path: String) throws {
    self.path = path
    if let single = try Connections.current(path) {
      open = Mutex(Open(single: single))
    } else {
      let pool = try DatabasePool(path: path, configuration: Connections.configuration)
      try Connections.prepare(pool, path: path)
      open = Mutex(Open(writer: pool))
    }
  }

  /// An empty library in memory.
  init() throws {
    path = ":memory:"
    let queue = try DatabaseQueue(configuration: Connections.configuration)
    try Connections.prepare(queue, path: path)
    open = Mutex(Open(writer: queue))
  }

  /// Reads one consistent state of the library.
  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    guard let queue = try take() else { return try writer().read(body) }
    defer { give(queue) }
    return try queue.read(body)
  }

  /// What writes to the library.
  func writer() throws -> any DatabaseWriter {
    try open.withLock { try writer(&$0) }
  }

  /// The one connection, for the caller alone until it is given back; nil where there is a pool.
  func take() throws -> DatabaseQueue? {
    try open.withLock { open in
      if open.writer != nil { return nil }
      if let single = open.single {
        open.single = nil
        return single
      }
      _ = try writer(&open)
      return nil
    }
  }

  /// Gives back the connection that was taken.
  func give(_ queue: DatabaseQueue) {
    open.withLock { open in
      if open.writer == nil { open.single = queue }
    }
  }

  /// One more connection to the file, for the caller alone.
  func another() throws -> DatabaseQueue { try Connections.single(path) }

  private func writer(_ open: inout Open) throws -> any DatabaseWriter {
    if let writer = open.writer { return writer }
    let pool = try DatabasePool(path: path, configuration: Connections.configuration)
    open = Open(writer: pool)
    return pool
  }
}

// MARK: Opening

extension Connections {
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

  private static func single(_ path: String) throws -> DatabaseQueue {
    var configuration = configuration
    // A moment keeps its transaction from one read to the next.
    configuration.allowsUnsafeTransactions = true
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// A connection to the library at `path`; nil where it is not there yet, or has to be changed
  /// before it can be read.
  private static func current(_ path: String) throws -> DatabaseQueue? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    if !isMarked(path) { try inspect(path) }
    let queue = try single(path)
    let migrator = Schema.migrator
    let isCurrent = try queue.read { db in
      guard try !migrator.hasBeenSuperseded(db) else {
        throw GraphFailure.fromLaterVersion(path: path)
      }
      return try migrator.hasCompletedMigrations(db)
        && String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal"
    }
    return isCurrent ? queue : nil
  }

  /// Whether the header of the file says that it is a library. It may be one without: what was
  /// written last can be in the log still.
  private static func isMarked(_ path: String) -> Bool {
    guard let file = FileHandle(forReadingAtPath: path),
      let header = try? file.read(upToCount: 72), header.count == 72
    else { return false }
    return header[68...].reduce(0) { $0 << 8 | Int($1) } == Schema.applicationID
      && header.starts(with: Array("SQLite format 3\0".utf8))
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
}
