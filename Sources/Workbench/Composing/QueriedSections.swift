internal import Composition
internal import Graph
internal import Sections

extension Workbench {
  /// The addresses of the sections that fit a search best, in reading order: by path, and then as
  /// they stand in their file.
  ///
  /// Of sections inside each other, and of those with the same bytes, only the best is taken. What
  /// was composed is left out, because it is a copy, and so is what no slot takes.
  ///
  /// - Parameter limit: how many at most.
  func addresses(
    for query: String, limit: Int, in template: Template, _ lock: Composition.Lock
  ) async throws -> [String] {
    let page = 50
    let prepared = try await self.prepared(query)
    var chosen: [StoredSection] = []
    var offset = 0
    while chosen.count < limit, offset < 20 * page {
      let hits = try self.hits(prepared, limit: page, offset: offset, isFolding: false).hits
      if hits.isEmpty { break }
      offset += hits.count
      for hit in hits where chosen.count < limit {
        let section = hit.section
        let isCopy = try workspacePath(section.path).map { lock.files[$0] != nil } ?? false
        let isKnown = chosen.contains {
          $0.cut.hash == section.cut.hash
            || $0.path == section.path && $0.cut.range.overlaps(section.cut.range)
        }
        if !isCopy, !isKnown, template.slots.contains(where: { $0.takes(section.cut.kind) }) {
          chosen.append(section)
        }
      }
    }
    return chosen.sorted { ($0.path, $0.position) < ($1.path, $1.position) }.map(\.address)
  }
}
