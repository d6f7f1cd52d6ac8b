import GRDB

/// How much there is in a library.
package struct Statistics: Sendable, Equatable {
  /// The folders that were ingested.
  package let roots: [Root]
  /// Files that are there.
  package let documents: Int
  /// Files that were removed.
  package let tombstones: Int
  /// The sections of the files that are there.
  package let sections: Int
  /// Contents that sections had before.
  package let pastSections: Int
  /// References between sections.
  package let references: Int
  /// Different versions of files.
  package let blobs: Int
  /// The bytes of all of these.
  package let blobBytes: Int
  /// The bytes of the files that are there.
  package let documentBytes: Int
  /// The pages of the database, in bytes.
  package let databaseBytes: Int
  /// How many components there are of each kind.
  package let components: [String: Int]
  /// How many sections there are of each kind.
  package let kinds: [String: Int]
}

extension SectionGraph {
  /// Counts what there is.
  package func statistics() throws -> Statistics {
    let roots = try roots()
    return try read { db in
      func number(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql) ?? 0 }
      func kinds(_ table: String) throws -> [String: Int] {
        let rows = try Row.fetchAll(db, sql: "SELECT kind, count(*) FROM \(table) GROUP BY kind")
        return Dictionary(rows.map { ($0[0], $0[1]) }, uniquingKeysWith: { $1 })
      }
      return Statistics(
        roots: roots,
        documents: try number("SELECT count(*) FROM document WHERE isRemoved = 0"),
        tombstones: try number("SELECT count(*) FROM document WHERE isRemoved = 1"),
        sections: try number("SELECT count(*) FROM section"),
        pastSections: try number("SELECT count(*) FROM pastSection"),
        references: try number("SELECT count(*) FROM edge"),
        blobs: try number("SELECT count(*) FROM blob"),
        blobBytes: try number("SELECT total(size) FROM blob"),
        documentBytes: try number("SELECT total(size) FROM document WHERE isRemoved = 0"),
        databaseBytes: try number("PRAGMA page_count") * number("PRAGMA page_size"),
        components: try kinds("component"), kinds: try kinds("section"))
    }
  }
}
