import Foundation
import GRDB
import Sections

/// The tables that searches read, as they are since names in code and components are found too.
enum SearchSchema {
  /// Adds the parts of names to every section, and the indexes over them and over components.
  static func create(_ db: Database) throws {
    try db.execute(
      sql: """
        DROP TABLE sectionIndex;
        DROP VIEW sectionText;
        ALTER TABLE section ADD COLUMN names TEXT NOT NULL DEFAULT '';
        CREATE VIEW sectionText AS
        SELECT section.id AS id, title, path || ' ' || trail AS breadcrumb,
          CASE WHEN isInline OR NOT isSearchable THEN ''
          ELSE CAST(substr(bytes, start + 1, headEnd - start)
            || substr(bytes, tailStart + 1, "end" - tailStart) AS TEXT) END AS body, names
        FROM section
        JOIN document ON document.id = documentId
        JOIN blob ON blob.id = blobId;
        CREATE VIRTUAL TABLE sectionIndex USING fts5(
          title, breadcrumb, body, names,
          content = 'sectionText', content_rowid = 'id', tokenize = 'porter unicode61');
        CREATE VIRTUAL TABLE sectionWord USING fts5vocab(sectionIndex, row);
        CREATE VIRTUAL TABLE sectionPlace USING fts5vocab(sectionIndex, instance);
        CREATE VIRTUAL TABLE componentIndex USING fts5(
          name, summary, path,
          content = 'component', content_rowid = 'id', tokenize = 'porter unicode61');
        CREATE TRIGGER component_indexed AFTER INSERT ON component BEGIN
          INSERT INTO componentIndex (rowid, name, summary, path)
          VALUES (new.id, new.name, new.summary, new.path);
        END;
        CREATE TRIGGER component_forgotten AFTER DELETE ON component BEGIN
          INSERT INTO componentIndex (componentIndex, rowid, name, summary, path)
          VALUES ('delete', old.id, old.name, old.summary, old.path);
        END;
        CREATE TRIGGER component_renamed AFTER UPDATE OF name, summary, path ON component BEGIN
          INSERT INTO componentIndex (componentIndex, rowid, name, summary, path)
          VALUES ('delete', old.id, old.name, old.summary, old.path);
          INSERT INTO componentIndex (rowid, name, summary, path)
          VALUES (new.id, new.name, new.summary, new.path);
        END;
        """)
    for (table, column, condition) in [
      ("document", "path", "isRemoved = 0 AND "), ("component", "path", ""),
      ("component", "name", ""),
    ] {
      try db.execute(
        sql: """
          CREATE INDEX \(table)_by_last_part_of_\(column) ON \(table)(\(LikeID.lastPart(of: column)))
          WHERE \(condition)\(LikeID.condition(on: column))
          """)
    }
    try rebuild(db)
  }

  /// Computes all that searches read anew.
  static func rebuild(_ db: Database) throws {
    try nameParts(db)
    try db.execute(
      sql: """
        INSERT INTO sectionIndex (sectionIndex) VALUES ('rebuild');
        INSERT INTO componentIndex (componentIndex) VALUES ('rebuild');
        """)
  }

  private static func nameParts(_ db: Database) throws {
    let documents = try Row.fetchCursor(
      db,
      sql: """
        SELECT document.id, isSearchable, bytes FROM document JOIN blob ON blob.id = blobId
        WHERE isRemoved = 0
        """)
    let update = try db.makeStatement(sql: "UPDATE section SET names = ?1 WHERE id = ?2")
    while let document = try documents.next() {
      let bytes = Data(try document.bytes(at: 2))
      let rows = try Row.fetchAll(
        db.cachedStatement(
          sql: "SELECT id, names, \(Cut.columns) FROM section WHERE documentId = ?"),
        arguments: [document[0] as Int64])
      for row in rows {
        let text = IndexedText(
          try Cut(row, from: 2), path: "", trail: "", bytes: bytes, isSearchable: document[1])
        guard text.names != row[1] as String else { continue }
        try update.execute(arguments: [text.names, row[0] as Int64])
      }
    }
  }
}
