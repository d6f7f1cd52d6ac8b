import CVectors
import Embeddings
import Examples
import Testing

/// Scanning packed vectors, against comparing every vector with the query.
@Suite(.serialized) struct ScanTests {
  private static func vectors(_ count: Int, of dimension: Int, seed: UInt64) -> [[Float]] {
    var dice = Dice(seed: seed)
    return (0..<count).map { _ in
      // Some directions are common, as they are in real models.
      let vector = (0..<dimension).map {
        Float.random(in: -1...1, using: &dice) / Float(1 + $0 % 7)
      }
      let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return vector.map { $0 / length }
    }
  }

  private static func product(_ a: [Float], _ b: [Float]) -> Double {
    zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }

  private static func scan(_ packed: [PackedVector], dimension: Int, page: Int) -> VectorScan {
    var scan = VectorScan(dimension: dimension)
    for start in stride(from: 0, to: packed.count, by: page) {
      let rows = packed[start..<min(start + page, packed.count)]
      let isAdded = scan.add(rows.flatMap(\.bytes), scales: rows.map(\.scale))
      #expect(isAdded)
    }
    return scan
  }

  @Test(arguments: ["generic", "avx2", "avx512-vnni", "amx"], [16, 100])
  func `the nearest are found, whatever the instructions`(set: String, dimension: Int) throws {
    let before = String(cString: vectors_instructions())
    defer { vectors_use(before) }
    guard vectors_use(set) != 0 else { return }
    let vectors = Self.vectors(600, of: dimension, seed: 3)
    let packed = vectors.map { PackedVector($0) }
    let scan = Self.scan(packed, dimension: dimension, page: 250)
    var found = 0
    for query in Self.vectors(6, of: dimension, seed: 4) {
      let truth = vectors.map { Self.product($0, query) }
      let hits = scan.nearest(to: query, limit: 100)
      #expect(hits.count == 100)
      #expect(hits.map(\.score) == hits.map(\.score).sorted(by: >))
      for hit in hits { #expect(abs(Double(hit.score) - truth[hit.row]) < 0.02) }
      let exact = hits.map { ($0.row, PackedVector.similarity(packed[$0.row].halves, query)) }
        .sorted { $0.1 > $1.1 }.prefix(10).map(\.0)
      let best = truth.indices.sorted { truth[$0] > truth[$1] }.prefix(10)
      found += Set(exact).intersection(best).count
    }
    #expect(found >= 59, "recall@10 is \(Double(found) / 60)")
  }

  @Test func `all sets of instructions give the same rows and scores`() {
    let before = String(cString: vectors_instructions())
    defer { vectors_use(before) }
    let scan = Self.scan(
      Self.vectors(500, of: 100, seed: 5).map { PackedVector($0) }, dimension: 100, page: 500)
    let query = Self.vectors(1, of: 100, seed: 6)[0]
    var results: [[ScanHit]] = []
    for set in ["generic", "avx2", "avx512-vnni", "amx"] where vectors_use(set) != 0 {
      results.append(scan.nearest(to: query, limit: 50))
    }
    #expect(results.allSatisfy { $0 == results[0] })
  }

  @Test(arguments: [1, 2, 3, 10, 99, 100, 500])
  func `as many come as are wanted, or there are`(limit: Int) {
    let vectors = Self.vectors(100, of: 64, seed: 7)
    let scan = Self.scan(vectors.map { PackedVector($0) }, dimension: 64, page: 33)
    let hits = scan.nearest(to: vectors[42], limit: limit)
    #expect(hits.count == min(limit, 100) && hits.first?.row == 42)
    #expect(Set(hits.map(\.row)).count == hits.count)
  }

  @Test func `equal vectors come in their order, and those without direction never`() {
    let one = Self.vectors(1, of: 64, seed: 8)[0]
    let none = [Float](repeating: 0, count: 64)
    let packed = (0..<1_000).map { PackedVector($0 % 3 == 0 ? none : one) }
    let hits = Self.scan(packed, dimension: 64, page: 256).nearest(to: one, limit: 100)
    #expect(hits.map(\.row) == Array((0..<1_000).filter { $0 % 3 != 0 }.prefix(100)))
    #expect(VectorScan(dimension: 64).nearest(to: one, limit: 5) == [])
  }

  @Test func `what does not fit is refused, and finds nothing`() {
    var scan = VectorScan(dimension: 64)
    let isAdded = scan.add([1, 2, 3], scales: [1])
    #expect(!isAdded)
    #expect(scan.nearest(to: [1, 0], limit: 5) == [])
    #expect(PackedVector.similarity([0, 0, 0], [1]) == 0)
  }

  @Test func `half floats are as near as they can be`() {
    var dice = Dice(seed: 9)
    let values =
      (0..<500).map { _ in Float.random(in: -1...1, using: &dice) }
      + [0, -0, 1, -1, 6e-8, 1e-5, 0.99999]
    for value in values {
      #expect(PackedVector.similarity(PackedVector([value]).halves, [1]) == Float(Float16(value)))
    }
  }
}
