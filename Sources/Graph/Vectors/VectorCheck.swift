import GRDB

extension LibraryCheck {
  /// Vectors that are not where their rows say.
  func vectors() throws -> [Finding] {
    let models = try String.fetchAll(
      db,
      sql: """
        SELECT name FROM vectorModel m
        WHERE (SELECT count(row) FROM vector WHERE modelId = m.id)
            <> (SELECT coalesce(sum(length(scales) / 4), 0) FROM vectorPage WHERE modelId = m.id)
          OR EXISTS (SELECT 1 FROM vector v WHERE v.modelId = m.id AND v.row IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM vectorPage p WHERE p.modelId = m.id
              AND p.number = v.row / \(SectionGraph.pageRows)
              AND v.row % \(SectionGraph.pageRows) < length(p.scales) / 4))
          OR EXISTS (SELECT 1 FROM vectorPage p WHERE p.modelId = m.id
            AND length(p.scales) > 0 AND length(p.bytes) % (length(p.scales) / 4) <> 0)
        """)
    return models.map { model in
      Finding(
        problem: "the vectors of “\(model)” are not where they should be",
        remedy: "‘joinery embed --again’")
    }
  }
}
