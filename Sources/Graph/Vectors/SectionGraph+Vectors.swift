import Foundation
import GRDB
package import Sections

extension SectionGraph {
  /// How many rows a page has.
  package static let pageRows = 4096

  /// Stores vectors of a model, all or none. A text that has some keeps those.
  ///
  /// - Throws: ``VectorFailure`` where they do not go with those of that model that there are.
  package func store(_ vectors: [StoredVector], of model: String, dimension: Int) throws {
    guard !vectors.isEmpty else { return }
    try write { db in
      let id = try SectionGraph.model(model, dimension: dimension, db)
      var pages = try VectorPages(db, model: id, name: model)
      let known = try db.cachedStatement(
        sql: "SELECT EXISTS (SELECT 1 FROM vector WHERE modelId = ? AND hash = ?)")
      let insertion = try db.cachedStatement(
        sql: """
          INSERT INTO vector (modelId, hash, window, start, "end", row, exact)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """)
      var new: Set<ContentHash> = []
      for vector in vectors {
        if !new.contains(vector.text) {
          let isKnown = try Bool.fetchOne(known, arguments: [id, vector.text.data])
          guard isKnown == false else { continue }
          new.insert(vector.text)
        }
        let row = try vector.packed.map { try pages.add($0) }
        try insertion.execute(arguments: [
          id, vector.text.data, vector.window, vector.range.lowerBound, vector.range.upperBound,
          row, vector.packed.map { Data($0.exact) },
        ])
      }
      try pages.finish(db)
    }
  }

  /// Whether there are vectors of any model.
  package func hasVectors() throws -> Bool {
    try read { db in
      try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM vectorPage)") == true
    }
  }

  /// What there is of a model; nil where there is nothing.
  package func vectorState(of model: String) throws -> VectorState? {
    try read { db in try VectorState.fetch(db, model)?.state }
  }

  /// All pages of a model's vectors in order, each with what a unit of its rows is worth; and what
  /// they are of. Nil where there are none.
  package func vectorPages(
    of model: String
  ) throws -> (state: VectorState, pages: [(bytes: [UInt8], scales: [Float])])? {
    try read { db in
      guard let (id, state) = try VectorState.fetch(db, model) else { return nil }
      let rows = try Row.fetchCursor(
        db, sql: "SELECT bytes, scales FROM vectorPage WHERE modelId = ? ORDER BY number",
        arguments: [id])
      var pages: [(bytes: [UInt8], scales: [Float])] = []
      while let row = try rows.next() {
        pages.append((try row.bytes(at: 0), VectorPages.floats(try row.bytes(at: 1))))
      }
      return (state, pages)
    }
  }

  /// The vectors in some rows, in that order, without the bytes for scanning.
  ///
  /// - Returns: nil where rows were given other numbers since `state` was read.
  package func vectors(
    at rows: [Int], of model: String, as state: VectorState
  ) throws -> [StoredVector]? {
    try read { db in
      guard let (id, now) = try VectorState.fetch(db, model), now.generation == state.generation
      else { return nil }
      let statement = try db.cachedStatement(
        sql: """
          SELECT hash, window, start, "end", exact FROM vector WHERE modelId = ? AND row = ?
          """)
      return try rows.compactMap { number in
        guard let row = try Row.fetchOne(statement, arguments: [id, number]) else { return nil }
        let start: Int = row[2]
        return StoredVector(
          text: try row.hash(at: 0), window: row[1], range: start..<max(start, row[3]),
          packed: .init(bytes: [], scale: 0, exact: try row.bytes(at: 4)))
      }
    }
  }

  /// The vectors of a text, window by window, without the bytes for scanning.
  package func vectors(of text: ContentHash, model: String) throws -> [StoredVector] {
    try read { db in
      let rows = try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT window, start, "end", exact FROM vector JOIN vectorModel m ON m.id = modelId
            WHERE m.name = ? AND hash = ? ORDER BY window
            """), arguments: [model, text.data])
      return try rows.map { row in
        let start: Int = row[1]
        let exact = try row.bytes(at: 3)
        return StoredVector(
          text: text, window: row[0], range: start..<max(start, row[2]),
          packed: exact.isEmpty ? nil : .init(bytes: [], scale: 0, exact: exact))
      }
    }
  }

  /// How many vectors there are, model by model.
  package func vectorCounts() throws -> [VectorCounts] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT name, dimension, count(row), count(DISTINCT hash) FROM vectorModel m
          LEFT JOIN vector ON modelId = m.id GROUP BY m.id ORDER BY name
          """
      ).map { VectorCounts(model: $0[0], dimension: $0[1], vectors: $0[2], texts: $0[3]) }
    }
  }

  /// Drops all vectors of a model.
  package func dropVectors(of model: String) throws {
    try write { db in
      try db.execute(sql: "DELETE FROM vectorModel WHERE name = ?", arguments: [model])
    }
  }

  private static func model(_ name: String, dimension: Int, _ db: Database) throws -> Int64 {
    let row = try Row.fetchOne(
      db, sql: "SELECT id, dimension FROM vectorModel WHERE name = ?", arguments: [name])
    guard let row else {
      // Whoever read rows of a model that was dropped since must not take these for them.
      try db.execute(
        sql: """
          INSERT INTO vectorModel (name, dimension, generation)
          VALUES (?, ?, random() & 0xFFFFFFFFFFFF)
          """, arguments: [name, dimension])
      return db.lastInsertedRowID
    }
    guard row[1] == dimension else {
      throw VectorFailure.otherDimension(model: name, known: row[1], given: dimension)
    }
    return row[0]
  }
}

extension VectorState {
  /// The state of a model's vectors, and the model's number.
  static func fetch(
    _ db: Database, _ model: String
  ) throws -> (id: Int64, state: VectorState)? {
    let row = try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT id, dimension, generation,
            (SELECT count(*) * \(SectionGraph.pageRows) FROM vectorPage WHERE modelId = m.id)
              - coalesce((SELECT \(SectionGraph.pageRows) - length(scales) / 4 FROM vectorPage
                WHERE modelId = m.id ORDER BY number DESC LIMIT 1), 0)
          FROM vectorModel m WHERE name = ?
          """), arguments: [model])
    return row.map { ($0[0], VectorState(dimension: $0[1], generation: $0[2], rows: $0[3])) }
  }
}
