internal import Graph

/// How many sections have vectors of a model.
package struct VectorStats: Codable, Sendable, Equatable {
  /// The model.
  package var model: String
  /// How many numbers a vector has.
  package var dimension: Int
  /// Its vectors: long texts have several.
  package var vectors: Int
  /// Sections that have vectors of it.
  package var embedded: Int
  /// Sections with text of their own.
  package var sections: Int

  /// All of it in words.
  package var line: String { "vectors of \(embedded) of \(sections) sections by \(model)" }
}

extension Workbench {
  /// How many sections have vectors, model by model.
  func vectorStats() throws -> [VectorStats] {
    let graph = try graph
    return try graph.vectorCounts().map { counts in
      let (sections, embedded) = try graph.vectorCoverage(of: counts.model)
      return VectorStats(
        model: counts.model, dimension: counts.dimension, vectors: counts.vectors,
        embedded: embedded, sections: sections)
    }
  }
}
