import Foundation
import GRDB

/// Paths as they are kept to be found by their ends: their UTF-8 bytes from last to first, so that
/// paths of the same end stand together in an index.
enum PathEnds {
  /// `path` backwards.
  static func reversed(_ path: String) -> Data { Data(path.utf8.reversed()) }

  /// The bounds of the paths that are below a folder and whose rest, after the folder's slash, is
  /// `end`: the first that can be, and the first that cannot be any more.
  static func bounds(_ end: String) -> (lower: Data, upper: Data) {
    let reversed = reversed(end)
    return (reversed + [UInt8(ascii: "/")], reversed + [UInt8(ascii: "/") + 1])
  }

  /// Gives the rows that have paths the column, and fills it in.
  static func migrate(_ db: Database) throws {
    for table in ["document", "component"] {
      try db.execute(
        sql: "ALTER TABLE \(table) ADD COLUMN reversedPath BLOB NOT NULL DEFAULT x''")
      let update = try db.makeStatement(sql: "UPDATE \(table) SET reversedPath = ? WHERE id = ?")
      for row in try Row.fetchAll(db, sql: "SELECT id, path FROM \(table)") {
        try update.execute(arguments: [reversed(row[1]), row[0] as Int64])
      }
      try db.execute(sql: "CREATE INDEX \(table)_on_reversedPath ON \(table)(reversedPath)")
    }
  }
}
