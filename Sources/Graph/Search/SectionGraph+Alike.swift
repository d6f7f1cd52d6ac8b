import Foundation
import GRDB
internal import Sections

extension SectionGraph {
  /// Sections of other places that have the most of the words that tell most about `section`, best
  /// first. What is inside it or around it is left out.
  ///
  /// - Parameter words: how many words are looked for.
  package func alike(_ section: StoredSection, words: Int, limit: Int) throws -> [StoredSection] {
    let query = try read { db in
      let body = try SectionGraph.ownText(of: section, db)
      let text = "\(section.cut.title) \(String(decoding: body.prefix(1 << 15), as: UTF8.self))"
      return try SectionGraph.telling(text, count: words, db)
    }
    guard !query.terms.isEmpty else { return [] }
    let hits = try search(query, limit: limit + 20, isFolding: true).hits
    return hits.map(\.section).filter { other in
      PathKey(other.path) != PathKey(section.path) || !other.cut.range.overlaps(section.cut.range)
    }.prefix(limit).map { $0 }
  }

  /// A query for the words of `text` that stand in few sections and often in it.
  private static func telling(_ text: String, count: Int, _ db: Database) throws -> Query {
    var counts: [String: Int] = [:]
    for word in TextWords.words(of: text) where (3...40).contains(word.utf8.count) {
      counts[word, default: 0] += 1
    }
    // Looking every word up is dear: the longest of the most frequent tell enough.
    let candidates = counts.sorted {
      ($1.value, $1.key.utf8.count, $0.key) < ($0.value, $0.key.utf8.count, $1.key)
    }.prefix(80)
    let frequencies = Frequencies(db, try IndexSize(db))
    let rows = Double(max(1, frequencies.size.rows))
    var weights: [(weight: Double, word: String)] = []
    for (word, often) in candidates {
      let some = try frequencies.count("\"\(word)\"")
      // A word that stands nowhere else leads nowhere.
      guard some > 1 else { continue }
      weights.append(((1 + log(Double(often))) * log(rows / Double(some)), word))
    }
    let best = weights.sorted { ($1.weight, $0.word) < ($0.weight, $1.word) }.prefix(count)
    return Query(best.map { "\"\($0.word)\"" }.joined(separator: " OR "))
  }
}
