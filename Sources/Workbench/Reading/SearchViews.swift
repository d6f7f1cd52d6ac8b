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

  /// What decides between sections.
  package enum Way: String, Codable, Sendable, CaseIterable {
    /// Words, and where they tell little, meaning.
    case both
    /// Words alone.
    case words
    /// Meaning alone.
    case meaning
  }

  /// The order of hits.
  package var sort = Sort.relevance
  /// What decides which fits best.
  package var way = Way.both
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
  /// Why meaning took no part, where it would have; nil where nothing was lacking.
  package var lacks: String?
  /// How many sections fit it; hits that are folded into others are left out, beyond the best
  /// hundred only when a page reaches them.
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
///
/// The total is the share `weight` of what meaning says, and for the rest what words say, each as a
/// share of the best; where meaning was not asked, it is what words say.
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
  /// What words, from the index to the component, come to.
  package var byWords: Double
  /// Which place words give it among the candidates, from 1; nil for what has none of the words.
  package var wordRank: Int?
  /// How alike the meanings of the query and of its text are: the cosine, 1 at most; nil where
  /// meaning was not asked, or the section has no vector.
  package var meaning: Double?
  /// Which place meaning gives it among the candidates, from 1.
  package var meaningRank: Int?
  /// What meaning counts for, beside words.
  package var weight: Double
  /// What they come to.
  package var total: Double
}
