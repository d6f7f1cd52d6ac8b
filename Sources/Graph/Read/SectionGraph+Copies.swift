import GRDB
package import Sections

extension SectionGraph {
  /// The sections that have just the bytes of `cut`: those that have them now, or else those that
  /// are there still and once had them, each in its newest such version.
  package func sections(like cut: Cut) throws -> [StoredSection] {
    try read { db in
      let hash = cut.hash.data
      // Equal bytes have equal titles, and titles have an index.
      let present = try StoredSection.fetch(
        db, "WHERE s.title = ? AND s.hash = ? ORDER BY d.path, s.position", [cut.title, hash])
      guard present.isEmpty else { return present }
      return SectionGraph.newest(
        try StoredSection.fetchPast(
          db,
          """
          WHERE s.hash = ? AND s.blobId IS NOT NULL
            AND EXISTS (SELECT 1 FROM section WHERE section.sectionId = s.sectionId)
          ORDER BY d.path, s.position, s.id DESC
          """, [hash]))
    }
  }

  /// The sections that are called `title`, now; and what those were before, newest first.
  package func sections(
    titled title: String
  ) throws -> (present: [StoredSection], past: [StoredSection]) {
    try read { db in
      let present = try StoredSection.fetch(
        db, "WHERE s.title = ? ORDER BY d.path, s.position", [title])
      let past = try StoredSection.fetchPast(
        db,
        """
        WHERE s.blobId IS NOT NULL
          AND s.sectionId IN (SELECT sectionId FROM section WHERE title = ?1)
          AND s.hash NOT IN (SELECT hash FROM section WHERE sectionId = s.sectionId)
        ORDER BY d.path, s.position, s.id DESC
        """, [title])
      return (present, past)
    }
  }

  /// The addresses of up to three sections whose names are most like `title`, the likest first.
  package func sections(namedLike title: String) throws -> [String] {
    try read { db in
      let titles = try String.fetchAll(
        db, sql: "SELECT DISTINCT title FROM section WHERE title <> '' LIMIT 20000")
      let near = Similarity.closest(to: title, among: titles)
      return try near.flatMap { title in
        try StoredSection.fetch(
          db, "WHERE s.title = ? ORDER BY d.path, s.position LIMIT 3", [title])
      }.prefix(3).map(\.address)
    }
  }

  private static func newest(_ versions: [StoredSection]) -> [StoredSection] {
    var seen: Set<SectionID> = []
    return versions.filter { seen.insert($0.id).inserted }
  }
}
