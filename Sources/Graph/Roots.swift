import GRDB
package import Sections

extension SectionGraph {
  /// The root at `location`, made where there is none.
  ///
  /// - Parameter name: what to call a new one; `-2` is added where another has that name.
  package func root(named name: String, location: String) throws -> Root {
    try write { db in
      if let known = try Root.fetch(db, where: "location = ?", [location]).first { return known }
      let taken = Set(try String.fetchAll(db, sql: "SELECT name FROM root"))
      var unique = name
      var number = 2
      while taken.contains(unique) {
        unique = "\(name)-\(number)"
        number += 1
      }
      try db.execute(
        sql: "INSERT INTO root (name, location) VALUES (?, ?)", arguments: [unique, location])
      return Root(name: unique, location: location, id: db.lastInsertedRowID)
    }
  }

  /// The folders that were ingested, by name.
  package func roots() throws -> [Root] {
    try remembered(\.roots, "") {
      try read { db in try Root.fetch(db, where: "1 ORDER BY name") }
    }
  }

  /// The files of `root` as they were last read, by library path.
  package func fileStates(of root: Root) throws -> [PathKey: FileState] {
    try read { db in
      let rows = try Row.fetchCursor(
        db.cachedStatement(
          sql: """
            SELECT path, document.size, modified, inode, isExecutable, hash, parser
            FROM document JOIN blob ON blob.id = blobId WHERE rootId = ? AND NOT isRemoved
            """), arguments: [root.id])
      var states: [PathKey: FileState] = [:]
      while let row = try rows.next() {
        states[PathKey(row[0] as String)] = FileState(
          stat: FileStat(row, from: 1), hash: try row.hash(at: 5), parser: row[6])
      }
      return states
    }
  }
}

extension Root {
  fileprivate static func fetch(
    _ db: Database, where condition: String, _ arguments: StatementArguments = []
  ) throws -> [Root] {
    let sql = "SELECT name, location, id FROM root WHERE \(condition)"
    return try Row.fetchAll(db, sql: sql, arguments: arguments).map {
      Root(name: $0[0], location: $0[1], id: $0[2])
    }
  }
}
