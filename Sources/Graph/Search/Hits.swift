package import Sections

/// A section that a search found.
package struct Hit: Sendable, Equatable {
  /// The section.
  package let section: StoredSection
  /// How well it fits: higher is better. Comparable within one search only.
  package let score: Double
  /// Some of its text around what was found, in one line.
  package let snippet: String
  /// Which parts of the snippet were found: offsets into its UTF-8.
  package let marks: [Range<Int>]
  /// What the score is made of; nil where nothing was ranked.
  package var parts: ScoreParts?
  /// Hits inside this one or around it that are not shown themselves.
  package var folded: [SectionID] = []
}

/// Some of what a search found, best first.
package struct Hits: Sendable, Equatable {
  /// The hits asked for.
  package var hits: [Hit]
  /// How many there are in all. Those that are folded into others are left out, as far as they are
  /// among the best: what else has the words is counted, and folded when a page reaches it.
  package var total: Int
  /// Words that stand nowhere, each with what was looked for in its place.
  package var corrections: [Correction] = []
  /// Words that so many sections have that they took no part in finding; they did in ranking.
  package var passedOver: [String] = []

  /// A word that stands nowhere, and the one that was taken for it.
  package struct Correction: Sendable, Equatable {
    /// The word as it was typed.
    package let word: String
    /// What was looked for.
    package let taken: String
  }
}

/// In which order hits are given.
package enum SearchSort: String, Sendable, CaseIterable, Codable {
  /// What fits best comes first.
  case relevance
  /// By path, and then as they stand in their file.
  case path
  /// Those of files that changed last come first.
  case recent
  /// The largest come first.
  case size

  var order: String {
    switch self {
    case .relevance, .path: "d.path, s.position"
    case .recent: "d.modified DESC, d.path, s.position"
    case .size: "s.\"end\" - s.start DESC, d.path, s.position"
    }
  }
}
