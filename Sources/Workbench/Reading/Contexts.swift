internal import Graph
internal import Sections

/// The sections that serve a task best, within a budget.
package struct ContextPack: Codable, Sendable, Equatable {
  /// The task, as it was put.
  package var task: String
  /// How many tokens it may take.
  package var budget: Int
  /// About how many it takes.
  package var tokens: Int
  /// The sections, each whole, in reading order: by path, and then as they stand in their file.
  package var sections: [PackedSection]
  /// What fits the task too, best first, and why it was left out.
  package var leftOut: [LeftOutSection]
}

/// A section with its text.
package struct PackedSection: Codable, Sendable, Equatable {
  /// The section.
  package var section: SectionView
  /// How well it fits the task.
  package var score: Double
  /// All of its text, what is inside it included.
  package var text: String
}

/// A section that was left out.
package struct LeftOutSection: Codable, Sendable, Equatable {
  /// The section.
  package var section: SectionView
  /// Why: too large for the budget, no room left, or the same text as one that is there.
  package var reason: String
}

extension Workbench {
  /// How many hits are weighed for a context.
  private static let weighed = 100
  /// Below this share of the best score a section does not serve the task.
  private static let least = 0.35

  /// Packs the sections that fit `task` best into a budget, each whole.
  ///
  /// Taken are the best that fit, one after the other; what lies inside one that was taken comes
  /// with it. The same library gives the same sections.
  ///
  /// - Parameter budget: how many tokens they may take together, estimated.
  package func context(_ task: String, budget: Int) async throws -> ContextPack {
    let hits = try self.hits(await prepared(task), limit: Workbench.weighed, isFolding: false).hits
    let best = hits.first?.score ?? 0
    var packing = Packing(budget: budget)
    for hit in hits where hit.score >= best * Workbench.least { packing.add(hit) }
    let chosen = packing.chosen.sorted {
      (PathKey($0.section.path), $0.section.position)
        < (PathKey($1.section.path), $1.section.position)
    }
    let chosenViews = try views(of: chosen.map(\.section))
    let leftViews = try views(of: packing.left.map(\.section))
    return ContextPack(
      task: task, budget: budget, tokens: packing.tokens,
      sections: try zip(chosen, chosenViews).map { hit, view in
        let bytes = try graph.bytes(of: hit.section) ?? []
        return PackedSection(
          section: view, score: hit.score, text: String(decoding: bytes, as: UTF8.self))
      },
      leftOut: zip(packing.left, leftViews).map { left, view in
        LeftOutSection(section: view, reason: left.reason)
      })
  }
}

/// Takes hits, best first, as long as there is room.
private struct Packing {
  let budget: Int
  private(set) var chosen: [Hit] = []
  private(set) var left: [(section: StoredSection, reason: String)] = []
  private(set) var tokens = 0
  private var hashes: Set<ContentHash> = []

  init(budget: Int) { self.budget = budget }

  mutating func add(_ hit: Hit) {
    let section = hit.section
    let isThere = chosen.contains { other in
      PathKey(other.section.path) == PathKey(section.path)
        && section.cut.range.clamped(to: other.section.cut.range) == section.cut.range
    }
    if isThere { return }
    let inner = chosen.indices.filter { index in
      PathKey(chosen[index].section.path) == PathKey(section.path)
        && chosen[index].section.cut.range.clamped(to: section.cut.range)
          == chosen[index].section.cut.range
    }
    let freed = inner.reduce(0) { $0 + chosen[$1].section.tokens }
    if section.tokens > budget {
      left.append((section, "larger than the budget"))
    } else if hashes.contains(section.cut.hash) {
      left.append((section, "the same text as one that is there"))
    } else if tokens - freed + section.tokens > budget {
      left.append((section, "no room left"))
    } else {
      for index in inner.reversed() { chosen.remove(at: index) }
      tokens += section.tokens - freed
      hashes.insert(section.cut.hash)
      chosen.append(hit)
    }
  }
}
