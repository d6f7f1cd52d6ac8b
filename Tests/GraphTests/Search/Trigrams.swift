import Foundation
import Graph
import Sections

/// Vectors of texts by the triples of letters in them: no model, but what is spelled alike is
/// alike, whatever the words.
enum Trigrams {
  /// What these vectors are called in a library.
  static let model = "triples of letters"
  private static let dimension = 32

  /// The vector of a text, of length 1 unless it has no triple.
  static func vector(of text: some Sequence<UInt8>) -> [Float] {
    let letters = text.map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 32 : $0 }
    var counts = [Float](repeating: 0, count: dimension)
    for place in letters.indices.dropLast(2) {
      let triple = letters[place..<place + 3].reduce(0) { $0 &* 31 &+ Int($1) }
      counts[triple % dimension] += 1
    }
    let length = counts.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return length > 0 ? counts.map { $0 / length } : counts
  }

  private static func bytes(_ vector: [Float]) -> [UInt8] {
    vector.flatMap { value in withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) } }
  }

  private static func product(_ exact: [UInt8], _ vector: [Float]) -> Double {
    exact.withUnsafeBytes { raw in
      vector.indices.reduce(0) { sum, place in
        let bits = raw.loadUnaligned(fromByteOffset: 4 * place, as: UInt32.self)
        return sum + Double(Float(bitPattern: UInt32(littleEndian: bits)) * vector[place])
      }
    }
  }

  /// Gives vectors to all texts that lack them.
  static func embed(_ graph: SectionGraph) throws {
    let texts = try graph.bytes(of: try graph.missingTexts(of: model))
    let stored = texts.map { text in
      let exact = bytes(vector(of: text.bytes))
      return StoredVector(
        text: text.hash, window: 0, range: 0..<text.bytes.count,
        packed: .init(bytes: Array(exact.prefix(64)), scale: 1, exact: exact))
    }
    try graph.store(stored, of: model, dimension: dimension)
  }

  /// What `text` means, compared with the vectors there are now.
  static func meaning(of text: String, in graph: SectionGraph) throws -> SoughtMeaning? {
    guard let state = try graph.vectorState(of: model),
      let all = try graph.vectors(at: Array(0..<state.rows), of: model, as: state)
    else { return nil }
    let sought = vector(of: Array(text.utf8))
    let scores = all.map { product($0.packed?.exact ?? [], sought) }
    let order = scores.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }
    let known = Dictionary(
      zip(all.map { $0.packed?.exact ?? [] }, scores), uniquingKeysWith: { first, _ in first })
    return SoughtMeaning(model: model, state: state) {
      Array(order.prefix($0))
    } similarity: {
      known[$0] ?? 0
    }
  }
}

extension Library {
  /// What a query finds by words and by triples of letters.
  func find(
    _ query: String, way: SearchWay, meaning: SoughtMeaning? = nil, limit: Int = 20,
    offset: Int = 0, isFolding: Bool = true
  ) throws -> Hits {
    try graph.search(
      try graph.sought(Query(query)),
      by: try meaning ?? Trigrams.meaning(of: query, in: graph), way: way, limit: limit,
      offset: offset, isFolding: isFolding)
  }
}
