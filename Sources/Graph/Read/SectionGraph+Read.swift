import GRDB
package import Sections

extension SectionGraph {
  /// The files of a component, or all, by path.
  ///
  /// - Parameter component: the component's path; nil for every file.
  package func documents(of component: String? = nil) throws -> [StoredDocument] {
    try read { db in
      guard let component else { return try StoredDocument.fetch(db, "1") }
      return try StoredDocument.fetch(db, "c.path = ?", [component])
    }
  }

  /// The file at `path` in the library, or nil.
  package func document(at path: String) throws -> StoredDocument? {
    try remembered(\.documents, path) {
      try read { db in try StoredDocument.fetch(db, "d.path = ?", [path]).first }
    }
  }

  /// The sections of a file in reading order. Parents come before their children.
  package func outline(of document: StoredDocument) throws -> [StoredSection] {
    try read { db in
      try StoredSection.fetch(db, "WHERE s.documentId = ? ORDER BY s.position", [document.id])
    }
  }

  /// The section of that id as it is now, or nil.
  package func section(_ id: SectionID) throws -> StoredSection? {
    try read { db in try StoredSection.fetch(db, "WHERE s.sectionId = ?", [id.column]).first }
  }

  /// The bytes of a section, children included; nil where its version was dropped.
  package func bytes(of section: StoredSection) throws -> [UInt8]? {
    guard let blob = section.blob else { return nil }
    let range = section.cut.range
    return try read { db in
      let statement = try db.cachedStatement(
        sql: "SELECT substr(bytes, ?, ?) FROM blob WHERE id = ?")
      let arguments: StatementArguments = [range.lowerBound + 1, range.count, blob]
      return try Row.fetchOne(statement, arguments: arguments)?.bytes(at: 0)
    }
  }

  /// The bytes of the version of its file that a section is in; nil where that was dropped.
  package func fileBytes(of section: StoredSection) throws -> [UInt8]? {
    guard let blob = section.blob else { return nil }
    return try read { db in
      let statement = try db.cachedStatement(sql: "SELECT bytes FROM blob WHERE id = ?")
      return try Row.fetchOne(statement, arguments: [blob])?.bytes(at: 0)
    }
  }

  /// The bytes of a file, every one.
  package func bytes(of document: StoredDocument) throws -> [UInt8] {
    try read { db in
      let statement = try db.cachedStatement(sql: "SELECT bytes FROM blob WHERE id = ?")
      return try Row.fetchOne(statement, arguments: [document.blob])?.bytes(at: 0) ?? []
    }
  }

  /// The bytes of the version of some file that has that hash; nil where ``gc(keeping:compacting:)``
  /// dropped it, or there never was one.
  package func bytes(of hash: ContentHash) throws -> [UInt8]? {
    try read { db in
      let statement = try db.cachedStatement(sql: "SELECT bytes FROM blob WHERE hash = ?")
      return try Row.fetchOne(statement, arguments: [hash.data])?.bytes(at: 0)
    }
  }

  /// The versions of a file, oldest first.
  package func versions(of document: StoredDocument) throws -> [DocumentVersion] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT sequence, hash, size, parser FROM version JOIN blob ON blob.id = blobId
          WHERE documentId = ? ORDER BY sequence
          """, arguments: [document.id]
      ).map { row in
        DocumentVersion(
          sequence: row[0], hash: try row.hash(at: 1), size: row[2], parser: row[3])
      }
    }
  }

  /// The bytes of one version of a file; nil where there is no such version any more.
  package func bytes(of document: StoredDocument, version: Int) throws -> [UInt8]? {
    try read { db in
      try Row.fetchOne(
        db,
        sql: """
          SELECT bytes FROM version JOIN blob ON blob.id = blobId
          WHERE documentId = ? AND sequence = ?
          """, arguments: [document.id, version]
      )?.bytes(at: 0)
    }
  }

  /// What a section was before, newest first, its present content left out.
  package func history(of section: StoredSection) throws -> [StoredSection] {
    try read { db in
      try StoredSection.fetchPast(
        db,
        """
        WHERE s.sectionId = ?1
          AND s.hash NOT IN (SELECT hash FROM section WHERE sectionId = ?1) ORDER BY s.id DESC
        """, [section.id.column])
    }
  }

  // MARK: Neighbours

  /// The section after this one on its level, or else after the one around it.
  package func next(after section: StoredSection) throws -> StoredSection? {
    try neighbour(
      of: section, "AND s.start >= ? ORDER BY s.position LIMIT 1", [section.cut.range.upperBound])
  }

  /// The section around this one.
  package func parent(of section: StoredSection) throws -> StoredSection? {
    try section.parent.flatMap { try self.section($0) }
  }

  /// The sections directly inside this one, in reading order.
  package func children(of section: StoredSection) throws -> [StoredSection] {
    try read { db in
      try StoredSection.fetch(
        db,
        """
        WHERE s.parent = ? AND s.documentId = (SELECT documentId FROM section WHERE sectionId = ?)
        ORDER BY s.position
        """, [section.position, section.id.column])
    }
  }

  private func neighbour(
    of section: StoredSection, _ condition: String, _ arguments: StatementArguments
  ) throws -> StoredSection? {
    try read { db in
      try StoredSection.fetch(
        db,
        """
        WHERE s.documentId = (SELECT documentId FROM section WHERE sectionId = ?) \(condition)
        """, [section.id.column] + arguments
      ).first
    }
  }
}
