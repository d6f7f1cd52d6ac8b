import GRDB
package import Sections

extension SectionGraph {
  /// What the library has of each of `paths`. Those it has not are left out.
  package func states(of paths: [String]) throws -> [String: LibraryState] {
    try read { db in
      var states: [String: LibraryState] = [:]
      for path in paths {
        guard let document = try StoredDocument.fetch(db, "d.path = ?", [path]).first else {
          continue
        }
        let ids = try Int64.fetchAll(
          db.cachedStatement(
            sql: "SELECT sectionId FROM section WHERE documentId = ? ORDER BY position"),
          arguments: [document.id])
        states[path] = LibraryState(
          hash: document.hash, sections: ids.map { SectionID(column: $0) },
          isExecutable: document.stat.isExecutable, location: document.location,
          parser: document.parser)
      }
      return states
    }
  }

  /// Puts files back as they were, all or none: those of `arrivals` with exactly the ids that they
  /// bring, and those at `paths` gone. Ids that were retired come back.
  ///
  /// - Throws: ``GraphFailure/notRestorable(path:reason:)`` where a file has other sections than
  ///   ids, or where a file that stays has one of the ids.
  package func restore(_ arrivals: [Arrival], removing paths: [String] = []) throws {
    try write { db in
      var batch = try Batch(db, gone: [])
      var leaving = Set(paths.map { PathKey($0) })
      for arrival in arrivals { leaving.formUnion(try batch.holders(ofIDsOf: arrival)) }
      let touched = Set((paths + arrivals.map(\.path)).map { PathKey($0) })
      if let holder = leaving.subtracting(touched).min() {
        throw GraphFailure.notRestorable(
          path: arrivals.first?.path ?? "", reason: "its sections are now those of \(holder.path)")
      }
      for key in leaving.sorted() { _ = try batch.remove(key.path) }
      for arrival in arrivals {
        if case .sameFile(let other) = try batch.store(arrival).change {
          throw GraphFailure.notRestorable(
            path: arrival.path, reason: "\(other) is the same file now")
        }
      }
      try batch.finish()
      try SectionGraph.noteComponents(areCurrent: false, db)
    }
  }
}

extension Batch {
  /// The other files that have sections of the ids that `arrival` brings.
  func holders(ofIDsOf arrival: Arrival) throws -> Set<PathKey> {
    guard let ids = arrival.ids else { return [] }
    let count = arrival.reading.cuts.count
    guard ids.count == count, Set(ids).count == count else {
      throw GraphFailure.notRestorable(
        path: arrival.path, reason: "it had \(ids.count) sections, and is now read as \(count)")
    }
    let statement = try db.cachedStatement(
      sql: """
        SELECT d.path FROM section JOIN document d ON d.id = documentId
        WHERE sectionId = ? AND d.path != ?
        """)
    var holders: Set<PathKey> = []
    for id in ids {
      let holder = try String.fetchOne(statement, arguments: [id.column, arrival.path])
      if let holder { holders.insert(PathKey(holder)) }
    }
    return holders
  }
}
