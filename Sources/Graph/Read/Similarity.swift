/// Finds the names that someone may have meant.
enum Similarity {
  /// The three of `names` that share most pairs of letters with `name`, of those that share a
  /// third of them. For paths the last part counts.
  static func closest(to name: String, among names: [String]) -> [String] {
    let wanted = pairs(of: name)
    let scored = names.compactMap { candidate -> (score: Double, name: String)? in
      let pairs = pairs(of: candidate)
      let shared = Double(pairs.intersection(wanted).count)
      let score = 2 * shared / Double(max(1, pairs.count + wanted.count))
      return score > 1.0 / 3 ? (score, candidate) : nil
    }
    return scored.sorted { ($1.score, $0.name) < ($0.score, $1.name) }.prefix(3).map(\.name)
  }

  private static func pairs(of name: String) -> Set<UInt16> {
    let last = name.split(separator: "/").last.map(String.init) ?? name
    let bytes = Array("^\(last.lowercased())$".utf8.prefix(256))
    return Set(zip(bytes, bytes.dropFirst()).map { UInt16($0) << 8 | UInt16($1) })
  }
}
