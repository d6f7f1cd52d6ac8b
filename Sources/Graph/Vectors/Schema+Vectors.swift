import GRDB

extension Schema {
  /// Vectors belong to texts by their hash, not to sections: equal texts have one, and a section
  /// that moves keeps it.
  static func createVectors(_ db: Database) throws {
    try db.create(table: "vectorModel") { table in
      table.primaryKey("id", .integer)
      table.column("name", .text).notNull().unique()
      table.column("dimension", .integer).notNull()
      // Counts how often rows were given other numbers.
      table.column("generation", .integer).notNull().defaults(to: 0)
    }
    try db.create(table: "vector") { table in
      table.primaryKey("id", .integer)
      table.column("modelId", .integer).notNull().references("vectorModel", onDelete: .cascade)
      table.column("hash", .blob).notNull()
      table.column("window", .integer).notNull()
      table.column("start", .integer).notNull()
      table.column("end", .integer).notNull()
      // Where its bytes are in the pages; NULL, as is `exact`, for a text without words.
      table.column("row", .integer)
      table.column("exact", .blob)
      table.uniqueKey(["modelId", "hash", "window"])
      table.uniqueKey(["modelId", "row"])
    }
    try db.create(table: "vectorPage") { table in
      table.primaryKey {
        table.column("modelId", .integer).references("vectorModel", onDelete: .cascade)
        table.column("number", .integer)
      }
      table.column("bytes", .blob).notNull()
      table.column("scales", .blob).notNull()
    }
    // The own text of a section that has others inside; a section without is its own text.
    try db.create(table: "ownText", options: .withoutRowID) { table in
      table.primaryKey {
        table.column("hash", .blob)
        table.column("headLength", .integer)
        table.column("tailLength", .integer)
      }
      table.column("textHash", .blob).notNull().indexed()
    }
  }
}
