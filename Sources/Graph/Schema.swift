import GRDB

/// The tables, as they came to be. A migration that shipped is never edited: add another.
enum Schema {
  /// What the database header says it is: `Join`.
  static let applicationID = 0x4A6F_696E

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("files and their versions", migrate: createFiles)
    migrator.registerMigration("sections, past sections and edges", migrate: createSections)
    migrator.registerMigration("full text", migrate: createText)
    migrator.registerMigration("ends of paths", migrate: PathEnds.migrate)
    migrator.registerMigration("vectors of texts", migrate: createVectors)
    migrator.registerMigration("names and components in full text", migrate: SearchSchema.create)
    migrator.registerMigration("past sections by content", migrate: indexPastContent)
    return migrator
  }

  private static func createFiles(_ db: Database) throws {
    try db.create(table: "blob") { table in
      table.primaryKey("id", .integer)
      table.column("hash", .blob).notNull().unique()
      table.column("size", .integer).notNull()
      table.column("bytes", .blob).notNull()
    }
    try db.create(table: "root") { table in
      table.primaryKey("id", .integer)
      table.column("name", .text).notNull().unique()
      table.column("location", .text).notNull().unique()
    }
    try db.create(table: "component") { table in
      table.primaryKey("id", .integer)
      table.column("rootId", .integer).notNull().indexed().references("root", onDelete: .cascade)
      table.column("path", .text).notNull().unique()
      table.column("kind", .text).notNull()
      table.column("name", .text).notNull().indexed()
      table.column("entry", .text).notNull()
      table.column("version", .text)
      table.column("summary", .text)
      table.column("fields", .text).notNull()
      table.column("frontmatter", .text)
      table.column("parent", .text)
    }
    try createDocuments(db)
  }

  /// A document that was removed keeps its row, and gives up its path and location to others.
  private static func createDocuments(_ db: Database) throws {
    try db.create(table: "document") { table in
      table.primaryKey("id", .integer)
      table.column("rootId", .integer).notNull().indexed().references("root", onDelete: .cascade)
      table.column("componentId", .integer).indexed()
        .references("component", onDelete: .setNull)
      table.column("blobId", .integer).notNull().indexed().references("blob")
      table.column("path", .text).notNull()
      table.column("stem", .text).notNull().indexed()
      table.column("location", .text).notNull()
      table.column("parser", .text)
      table.column("size", .integer).notNull()
      table.column("modified", .integer).notNull()
      table.column("inode", .integer).notNull()
      table.column("isExecutable", .boolean).notNull()
      table.column("isSearchable", .boolean).notNull()
      table.column("isRemoved", .boolean).notNull().defaults(to: false)
      table.column("warnings", .text).notNull()
      // What whoever stored the file wants to be told of it again; nobody here reads it.
      table.column("facts", .text)
    }
    try db.execute(
      sql: """
        CREATE UNIQUE INDEX document_on_path ON document(path) WHERE isRemoved = 0;
        CREATE UNIQUE INDEX document_on_location ON document(location) WHERE isRemoved = 0;
        CREATE INDEX document_on_removed ON document(path) WHERE isRemoved = 1;
        """)
    try db.create(table: "version") { table in
      table.primaryKey {
        table.column("documentId", .integer).references("document", onDelete: .cascade)
        table.column("sequence", .integer)
      }
      table.column("blobId", .integer).notNull().indexed().references("blob")
      table.column("parser", .text)
    }
  }

  /// What a section is: columns that current and past sections share.
  ///
  /// `sectionId` is its lasting name. The row's own id counts up instead, because a full-text
  /// index whose row ids are random is twice as large and many times slower to fill.
  private static func addSectionColumns(_ table: TableDefinition) {
    table.column("position", .integer).notNull()
    table.column("parent", .integer)
    table.column("depth", .integer).notNull()
    table.column("kind", .text).notNull()
    table.column("title", .text).notNull()
    table.column("anchor", .text).notNull()
    table.column("ordinal", .integer).notNull()
    table.column("level", .integer)
    table.column("language", .text)
    table.column("start", .integer).notNull()
    table.column("headEnd", .integer).notNull()
    table.column("tailStart", .integer).notNull()
    table.column("end", .integer).notNull()
    table.column("isInline", .boolean).notNull()
    table.column("hash", .blob).notNull()
  }

  private static func createSections(_ db: Database) throws {
    try db.create(table: "section") { table in
      table.primaryKey("id", .integer)
      table.column("sectionId", .integer).notNull().unique()
      table.column("documentId", .integer).notNull().references("document", onDelete: .cascade)
      addSectionColumns(table)
      table.column("trail", .text).notNull()
    }
    try db.create(index: "section_on_document", on: "section", columns: ["documentId", "position"])
    try db.create(index: "section_on_title", on: "section", columns: ["title"])
    try db.create(table: "pastSection") { table in
      table.primaryKey("id", .integer)
      table.column("sectionId", .integer).notNull()
      table.column("documentId", .integer).notNull().references("document", onDelete: .cascade)
      table.column("blobId", .integer).indexed().references("blob")
      addSectionColumns(table)
      table.column("isLast", .boolean).notNull()
      table.uniqueKey(["sectionId", "hash"])
    }
    try db.create(index: "pastSection_on_document", on: "pastSection", columns: ["documentId"])
    try db.create(table: "edge") { table in
      table.primaryKey("id", .integer)
      table.column("documentId", .integer).notNull().indexed()
        .references("document", onDelete: .cascade)
      table.column("position", .integer).notNull()
      table.column("kind", .text).notNull()
      table.column("start", .integer).notNull()
      table.column("end", .integer).notNull()
      table.column("path", .text)
      table.column("stem", .text)
      table.column("module", .text)
      table.column("name", .text)
    }
    for column in ["path", "stem", "module", "name"] {
      try db.execute(
        sql: "CREATE INDEX edge_on_\(column) ON edge(\(column)) WHERE \(column) IS NOT NULL")
    }
  }

  /// What a section once was is found by its content. What it is now is found by its title first.
  private static func indexPastContent(_ db: Database) throws {
    try db.create(index: "pastSection_on_hash", on: "pastSection", columns: ["hash"])
  }

  /// The index holds no text of its own: what it indexed is computed again from the blob.
  private static func createText(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE VIEW sectionText AS
        SELECT section.id AS id, title, path || ' ' || trail AS breadcrumb,
          CASE WHEN isInline OR NOT isSearchable THEN ''
          ELSE CAST(substr(bytes, start + 1, headEnd - start)
            || substr(bytes, tailStart + 1, "end" - tailStart) AS TEXT) END AS body
        FROM section
        JOIN document ON document.id = documentId
        JOIN blob ON blob.id = blobId;
        CREATE VIRTUAL TABLE sectionIndex USING fts5(
          title, breadcrumb, body,
          content = 'sectionText', content_rowid = 'id', tokenize = 'porter unicode61');
        """)
  }
}
