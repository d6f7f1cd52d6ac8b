import GRDB
package import Sections

/// What ``SectionGraph/gc(keeping:compacting:)`` dropped.
package struct Collected: Sendable, Equatable {
  /// Versions of files.
  package let versions: Int
  /// Blobs that nothing needs any more.
  package let blobs: Int
  /// The bytes of these.
  package let bytes: Int
}

extension SectionGraph {
  /// Indexes the text of every section anew.
  package func reindex() throws {
    try write { db in try SearchSchema.rebuild(db) }
  }

  /// Drops the bytes of old versions and of removed files. Ids and hashes stay known, so that no
  /// id is ever given to another section; pins to what was dropped no longer resolve.
  ///
  /// - Parameters:
  ///   - pins: hashes of past sections whose versions are to stay, and of such versions.
  ///   - isCompacting: whether to write the database anew, so that the file gets smaller. Takes
  ///     as much room again while it does.
  @discardableResult
  package func gc(
    keeping pins: Set<ContentHash> = [], compacting isCompacting: Bool = false
  ) throws -> Collected {
    let collected = try write { db in
      try SectionGraph.markNeeded(pins, db)
      let versions = try SectionGraph.dropVersions(db)
      let row = try Row.fetchOne(
        db, sql: "SELECT count(*), total(size) FROM blob WHERE id NOT IN (SELECT id FROM needed)")
      try db.execute(sql: "DELETE FROM blob WHERE id NOT IN (SELECT id FROM needed)")
      try db.execute(sql: "DROP TABLE needed")
      return Collected(
        versions: versions, blobs: row?[0] ?? 0, bytes: Int(row?[1] as Double? ?? 0))
    }
    if isCompacting { try compact() }
    return collected
  }

  /// Notes which blobs stay: those of files that are there, and those that hold pinned sections.
  private static func markNeeded(_ pins: Set<ContentHash>, _ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TEMP TABLE needed (id INTEGER PRIMARY KEY);
        INSERT INTO needed SELECT DISTINCT blobId FROM document WHERE isRemoved = 0;
        """)
    let pin = try db.makeStatement(
      sql: """
        INSERT OR IGNORE INTO needed
        SELECT blobId FROM pastSection WHERE hash = ?1 AND blobId IS NOT NULL
        UNION SELECT id FROM blob WHERE hash = ?1
        """)
    for hash in pins { try pin.execute(arguments: [hash.data]) }
  }

  /// Lets go of every version whose blob is not needed. Removed files keep their row, with an
  /// empty blob, because past sections belong to it.
  private static func dropVersions(_ db: Database) throws -> Int {
    try db.execute(sql: "DELETE FROM version WHERE blobId NOT IN (SELECT id FROM needed)")
    let versions = db.changesCount
    let orphans = "blobId NOT IN (SELECT id FROM needed)"
    try db.execute(
      sql: "UPDATE pastSection SET blobId = NULL, isLast = 0 WHERE \(orphans)")
    guard
      try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM document WHERE \(orphans))")
        == true
    else { return versions }
    let empty = ContentHash(of: []).data
    try db.execute(
      sql: "INSERT OR IGNORE INTO blob (hash, size, bytes) VALUES (?, 0, x'')", arguments: [empty])
    try db.execute(
      sql: "INSERT OR IGNORE INTO needed SELECT id FROM blob WHERE hash = ?", arguments: [empty])
    try db.execute(
      sql: """
        UPDATE document SET size = 0, blobId = (SELECT id FROM blob WHERE hash = ?)
        WHERE \(orphans)
        """, arguments: [empty])
    return versions
  }

  private func compact() throws {
    do {
      try connections.writer().vacuum()
    } catch let error as DatabaseError {
      throw GraphFailure(error, path: connections.path)
    }
  }
}
