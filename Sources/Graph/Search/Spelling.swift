import GRDB

/// Finds the word that someone may have meant by one that stands nowhere.
struct Spelling {
  private let frequencies: Frequencies

  init(_ frequencies: Frequencies) { self.frequencies = frequencies }

  /// The nearest of what stands in the library: two words that were written as one; a word with
  /// one letter lost, added, changed, or two in the wrong order; or, for long words, with two such
  /// slips. Nil where there is none, and for what is too short or no plain word.
  func nearest(to word: String) throws -> SoughtUnit? {
    let letters = Array(word.utf8)
    guard (4...40).contains(letters.count), letters.allSatisfy({ (0x61...0x7A).contains($0) })
    else { return nil }
    if let apart = try apart(word) { return apart }
    if let near = try best(of: Spelling.oneSlip(letters), near: word) { return near }
    guard letters.count >= 7 else { return nil }
    guard let other = try twoSlips(word) else { return nil }
    return try best(of: [other], near: word)
  }

  /// The word as two or three that stand side by side somewhere.
  private func apart(_ word: String) throws -> SoughtUnit? {
    for parts in Spelling.splits(of: word, into: 2) + Spelling.splits(of: word, into: 3) {
      var unit = SoughtUnit(words: parts)
      guard try frequencies.has(unit.match) else { continue }
      unit.frequency = try frequencies.count(unit.match)
      return unit
    }
    return nil
  }

  /// The ways to part a word into so many of three letters or more.
  private static func splits(of word: String, into count: Int) -> [[String]] {
    guard count > 1 else { return [[word]] }
    guard word.count >= 3 * count else { return [] }
    return (3...(word.count - 3 * (count - 1))).flatMap { place in
      splits(of: String(word.dropFirst(place)), into: count - 1).map {
        [String(word.prefix(place))] + $0
      }
    }
  }

  /// The word that most sections have, of those that begin alike if there are any.
  private func best(of words: [String], near word: String) throws -> SoughtUnit? {
    var best: (rank: (Int, Int), stem: String)?
    for other in words {
      let match = SoughtUnit(words: [other]).match
      guard try frequencies.has(match) else { continue }
      let isAlike = other.utf8.first == word.utf8.first
      let rank = (isAlike ? 1 : 0, try frequencies.count(match))
      if let known = best, known.rank >= rank { continue }
      best = (rank, Stem.stem(other))
    }
    guard let best, let written = try written(best.stem, near: word) else { return nil }
    var unit = SoughtUnit(words: [written])
    unit.frequency = best.rank.1
    return unit
  }

  /// All words that are one slip away, each once, in a fixed order.
  private static func oneSlip(_ word: [UInt8]) -> [String] {
    var words: Set<[UInt8]> = []
    for place in 0...word.count {
      for letter in UInt8(ascii: "a")...UInt8(ascii: "z") {
        words.insert(word[..<place] + [letter] + word[place...])
        if place < word.count { words.insert(word[..<place] + [letter] + word[(place + 1)...]) }
      }
      if place < word.count { words.insert(Array(word[..<place] + word[(place + 1)...])) }
      if place + 1 < word.count {
        words.insert(word[..<place] + [word[place + 1], word[place]] + word[(place + 2)...])
      }
    }
    words.remove(word)
    return words.map { String(decoding: $0, as: UTF8.self) }.sorted()
  }

  /// The most common word whose stem begins with the same two letters and is two slips from the
  /// word's stem.
  ///
  /// FTS5 reads the whole of each word's list to count it, so large libraries are passed over.
  private func twoSlips(_ word: String) throws -> String? {
    guard frequencies.size.rows <= 100_000 else { return nil }
    let stem = Array(Stem.stem(word).utf8)
    let start = String(decoding: stem.prefix(2), as: UTF8.self)
    let statement = try frequencies.db.cachedStatement(
      sql: "SELECT term, doc FROM sectionWord WHERE term >= ? AND term < ? ORDER BY doc DESC, term")
    for row in try Row.fetchAll(statement, arguments: [start, start + "{"]) {
      let term: String = row[0]
      let other = Array(term.utf8)
      if abs(other.count - stem.count) <= 2, other.count > 4, Spelling.distance(other, stem) <= 2 {
        return try written(term, near: word)
      }
    }
    return nil
  }

  /// The word with that stem that is nearest to `word`, of those that the first sections have.
  private func written(_ stem: String, near word: String) throws -> String? {
    let statement = try frequencies.db.cachedStatement(
      sql: """
        SELECT CAST(title || ' ' || breadcrumb || ' ' || names || ' ' || body AS BLOB)
        FROM sectionText WHERE id IN (SELECT doc FROM sectionPlace WHERE term = ? LIMIT 20)
        """)
    var words: Set<String> = []
    for row in try Row.fetchAll(statement, arguments: [stem]) {
      let text = String(decoding: try row.bytes(at: 0), as: UTF8.self)
      words.formUnion(TextWords.words(of: text).filter { Stem.stem($0) == stem })
    }
    let typed = Array(word.utf8)
    return words.map { (Spelling.distance(Array($0.utf8), typed), $0) }.min { $0 < $1 }?.1
  }

  /// How many slips part two words: letters lost, added, changed, and neighbours that changed
  /// places.
  static func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
    var before: [Int] = []
    var last = Array(0...other.count)
    for (row, letter) in one.enumerated() {
      var current = [row + 1]
      for (column, mark) in other.enumerated() {
        var best = min(
          last[column + 1] + 1, current[column] + 1, last[column] + (letter == mark ? 0 : 1))
        if row > 0, column > 0, letter == other[column - 1], one[row - 1] == mark {
          best = min(best, before[column - 1] + 1)
        }
        current.append(best)
      }
      (before, last) = (last, current)
    }
    return last[other.count]
  }
}
