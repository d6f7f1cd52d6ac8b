package import Sections

extension SectionGraph {
  /// Stores a batch of files, all or none, and says what became of each.
  ///
  /// Sections that are still there keep their ids. A file that comes back, or that is a file of
  /// `gone` under another name, keeps the ids that its sections had.
  ///
  /// - Parameter gone: paths in the library that are no longer on disk, as far as the caller
  ///   knows. They are not removed here: see ``remove(_:)``.
  /// - Throws: ``GraphFailure/noSuchRoot(_:)`` where a path begins with no root's name.
  @discardableResult
  package func store(
    _ arrivals: [Arrival], gone: Set<PathKey> = []
  ) throws -> [StoreOutcome] {
    try write { db in
      var batch = try Batch(db, gone: gone)
      let outcomes = try arrivals.map { try batch.store($0) }
      try batch.finish()
      try SectionGraph.noteComponents(areCurrent: false, db)
      return outcomes
    }
  }

  /// Makes tombstones of the files at `paths`: their sections are gone from lists and searches,
  /// and stay reachable by pinned addresses. Paths that are not in the library are skipped.
  ///
  /// - Returns: how many sections are gone.
  @discardableResult
  package func remove(_ paths: [String]) throws -> Int {
    try write { db in
      var batch = try Batch(db, gone: [])
      let count = try paths.reduce(0) { $0 + (try batch.remove($1)) }
      try batch.finish()
      try SectionGraph.noteComponents(areCurrent: false, db)
      return count
    }
  }
}
