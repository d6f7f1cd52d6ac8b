internal import CVectors
internal import Foundation
internal import Synchronization

/// A vector that a scan found.
package struct ScanHit: Sendable, Equatable {
  /// Its number: how many rows there are in the pages before it.
  package let row: Int
  /// About how alike it is.
  package let score: Float
}

/// Packed vectors in pages, all of which a query is compared with.
///
/// No index: 100,000 vectors of 384 numbers take some milliseconds, find what there is to find, and
/// need nothing to be built or kept in step.
package struct VectorScan: Sendable {
  /// How many numbers a vector has.
  package let dimension: Int
  /// How many rows there are, empty ones included.
  package private(set) var count = 0
  private var pages: [Page] = []

  private struct Page: Sendable {
    var first: Int
    var bytes: [UInt8]
    var scales: [Float]
  }

  /// Nothing, for vectors of that many numbers.
  package init(dimension: Int) { self.dimension = dimension }

  /// Adds rows after those there are.
  ///
  /// - Parameters:
  ///   - bytes: rows as ``PackedVector`` makes them.
  ///   - scales: what their units are worth. A row whose scale is 0 is never found.
  /// - Returns: false, and nothing is added, where the bytes are not as many as the scales.
  @discardableResult
  package mutating func add(_ bytes: [UInt8], scales: [Float]) -> Bool {
    guard bytes.count == scales.count * PackedVector.stride(of: dimension),
      count + scales.count <= Int(UInt32.max)
    else { return false }
    pages.append(Page(first: count, bytes: bytes, scales: scales))
    count += scales.count
    return true
  }

  /// The rows most like `query`, best first; of equal ones the earlier.
  ///
  /// The scores are those of packed vectors, good to about 0.01: take some more than are wanted,
  /// and compare those exactly.
  package func nearest(to query: [Float], limit: Int) -> [ScanHit] {
    let wanted = min(limit, count)
    guard query.count == dimension, wanted > 0 else { return [] }
    let stride = PackedVector.stride(of: dimension)
    var packed = [Int8](repeating: 0, count: stride)
    let scale = vectors_pack_query(query, query.count, &packed, stride)
    let parts = parts
    guard parts.count > 1 else {
      return best(wanted, in: pages[...], packed).map {
        ScanHit(row: Int($0.row), score: $0.score * scale)
      }
    }
    // A scan is as quick as memory, and one core alone does not read as fast as memory can be read.
    let all = Mutex<[vectors_hit]>([])
    DispatchQueue.concurrentPerform(iterations: parts.count) { [packed] part in
      let found = best(wanted, in: pages[parts[part]], packed)
      all.withLock { $0 += found }
    }
    let hits = all.withLock { $0 }.sorted { ($1.score, $0.row) < ($0.score, $1.row) }
    return hits.prefix(wanted).map { ScanHit(row: Int($0.row), score: $0.score * scale) }
  }

  /// What is scanned at once: all, unless that is much.
  private var parts: [Range<Int>] {
    let threads = min(ProcessInfo.processInfo.activeProcessorCount, 4, count / Self.least)
    guard threads > 1 else { return [pages.indices] }
    // Pages have about as many rows each.
    return (0..<threads).map {
      pages.count * $0 / threads..<pages.count * ($0 + 1) / threads
    }
  }

  /// So many rows are worth a thread.
  private static let least = 20_000

  private func best(
    _ wanted: Int, in pages: ArraySlice<Page>, _ query: [Int8]
  ) -> ArraySlice<vectors_hit> {
    var hits = [vectors_hit](repeating: vectors_hit(score: 0, row: 0), count: 2 * wanted)
    let found = hits.withUnsafeMutableBufferPointer { hits -> Int in
      guard let start = hits.baseAddress else { return 0 }
      var best = vectors_best(hits: start, count: 0, wanted: wanted, threshold: -.infinity)
      for page in pages {
        vectors_scan(
          page.bytes, page.scales, page.scales.count, query.count, query, UInt32(page.first), &best)
      }
      vectors_finish(&best)
      return best.count
    }
    return hits.prefix(found)
  }
}
