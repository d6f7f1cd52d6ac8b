/// How to search, beside what for.
package struct SearchOptions: Codable, Sendable, Equatable {
  /// The order of hits.
  package enum Sort: String, Codable, Sendable, CaseIterable {
    /// What fits best comes first.
    case relevance
    /// By path, and then as they stand in their file.
    case path
    /// Those of files that changed last come first.
    case recent
    /// The largest come first.
    case size
  }

  /// The order of hits.
  package var sort = Sort.relevance
  /// Whether to show every hit: those inside a better one or around it too, and as many of one
  /// file as fit best.
  package var isFlat = false
  /// Whether to say what scores are made of.
  package var isExplained = false
  /// Characters that must stand in the text exactly so; the query then only narrows.
  package var exact: String?
  /// A regular expression that must match in the text; the query then only narrows.
  package var regex: String?

  /// The usual way.
  package init() {}
}

/// What a search found.
package struct SearchResult: Codable, Sendable, Equatable {
  /// The query as it was typed.
  package var query: String
  /// The query that was searched for, where words of it stand nowhere.
  package var corrected: String?
  /// Words of so many sections that they took no part in finding.
  package var passedOver: [String]
  /// How many sections fit it, hits that are folded into others left out.
  package var total: Int
  /// How many better hits were left out before these.
  package var offset: Int
  /// The hits, best first.
  package var hits: [SearchHit]
}

/// One section that a search found.
package struct SearchHit: Codable, Sendable, Equatable {
  /// The section.
  package var section: SectionView
  /// The path of the component it belongs to.
  package var component: String?
  /// How well it fits; comparable within one result.
  package var score: Double
  /// Some of its text around what was found, in pieces; those found are marked.
  package var snippet: [SnippetPiece]
  /// The ids of hits inside it or around it that it stands for.
  package var folded: [String]?
  /// What the score is made of, where that was asked for.
  package var parts: ScoreView?
}

/// A piece of a snippet.
package struct SnippetPiece: Codable, Sendable, Equatable {
  /// The text.
  package var text: String
  /// Whether it is what was looked for.
  package var isMatch: Bool
}

/// What a score is made of. Every part is between 0 and about 1.
package struct ScoreView: Codable, Sendable, Equatable {
  /// The rank in the index, as a share of the best rank.
  package var index: Double
  /// The words it has, by how much each tells and where it stands.
  package var words: Double
  /// How much of the query it has, by how much each word tells.
  package var coverage: Double
  /// How near the words stand to each other.
  package var nearness: Double
  /// How much of its title was asked for.
  package var title: Double
  /// How well its component fits, as a share of the best.
  package var component: Double
  /// What they come to.
  package var total: Double
}
