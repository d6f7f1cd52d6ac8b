import Foundation
import GRDB

extension SectionGraph {
  /// Drops the vectors of texts that no section has any more, and closes the gaps.
  ///
  /// - Parameter model: drop those of every other model too; nil to keep all models.
  /// - Returns: how many vectors were dropped.
  @discardableResult
  package func collectVectors(keeping model: String? = nil) throws -> Int {
    try write { db in
      let before = try Int.fetchOne(db, sql: "SELECT count(row) FROM vector") ?? 0
      guard try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM vectorModel)") == true else {
        return 0
      }
      if let model {
        try db.execute(sql: "DELETE FROM vectorModel WHERE name <> ?", arguments: [model])
      }
      try db.execute(
        sql: """
          DELETE FROM ownText WHERE NOT EXISTS (
            SELECT 1 FROM section s WHERE s.hash = ownText.hash
              AND s.headEnd - s.start = headLength AND s."end" - s.tailStart = tailLength)
          """)
      for id in try Int64.fetchAll(db, sql: "SELECT id FROM vectorModel") {
        try db.execute(
          sql: """
            DELETE FROM vector WHERE modelId = ?
              AND hash NOT IN (SELECT hash FROM section WHERE headEnd = "end")
              AND hash NOT IN (SELECT textHash FROM ownText)
            """, arguments: [id])
        if db.changesCount > 0 { try SectionGraph.renumber(id, db) }
      }
      return try before - (Int.fetchOne(db, sql: "SELECT count(row) FROM vector") ?? 0)
    }
  }

  /// Gives the vectors of a model the rows 0 and up, in their order.
  private static func renumber(_ model: Int64, _ db: Database) throws {
    let old = try Row.fetchAll(
      db, sql: "SELECT bytes, scales FROM vectorPage WHERE modelId = ? ORDER BY number",
      arguments: [model]
    ).map { (bytes: $0[0] as Data, scales: VectorPages.floats([UInt8]($0[1] as Data))) }
    let rows = try Row.fetchAll(
      db, sql: "SELECT id, row FROM vector WHERE modelId = ? AND row IS NOT NULL ORDER BY row",
      arguments: [model])
    try db.execute(sql: "DELETE FROM vectorPage WHERE modelId = ?", arguments: [model])
    var pages = VectorPages(model: model, name: "")
    let update = try db.makeStatement(sql: "UPDATE vector SET row = ? WHERE id = ?")
    for row in rows {
      let (page, place) = (row[1] as Int).quotientAndRemainder(dividingBy: pageRows)
      guard old.indices.contains(page), old[page].scales.indices.contains(place) else {
        throw GraphFailure.damaged(path: "the library", reason: "a page of vectors is too short")
      }
      let length = old[page].bytes.count / old[page].scales.count
      let bytes = old[page].bytes.dropFirst(place * length).prefix(length)
      // Going up, a row's new number is never one that a later row still has.
      let number = try pages.add(
        .init(bytes: [UInt8](bytes), scale: old[page].scales[place], exact: []))
      try update.execute(arguments: [number, row[0] as Int64])
    }
    try pages.finish(db)
    try db.execute(
      sql: "UPDATE vectorModel SET generation = generation + 1 WHERE id = ?", arguments: [model])
  }
}
