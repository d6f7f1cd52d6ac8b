internal import CVectors

/// A vector as the library keeps it: as bytes, for scanning, and as half floats, to be exact about
/// those that the scan found.
package struct PackedVector: Sendable, Equatable {
  /// A byte for each number, and zeros up to ``stride(of:)``.
  package let bytes: [UInt8]
  /// What a unit of these bytes is worth. 0 for a vector without a direction.
  package let scale: Float
  /// Two bytes for each number: half floats, little-endian.
  package let halves: [UInt8]

  /// Packs a vector.
  package init(_ vector: [Float]) {
    let stride = Self.stride(of: vector.count)
    var scale: Float = 0
    bytes = [UInt8](unsafeUninitializedCapacity: stride) { buffer, count in
      guard let start = buffer.baseAddress else { return }
      scale = vectors_pack(vector, vector.count, start, stride)
      count = stride
    }
    self.scale = scale
    let halves = [UInt16](unsafeUninitializedCapacity: vector.count) { buffer, count in
      guard let start = buffer.baseAddress else { return }
      vectors_to_half(vector, start, vector.count)
      count = vector.count
    }
    self.halves = halves.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
  }

  /// How many bytes a vector of that many numbers takes in a page.
  package static func stride(of dimension: Int) -> Int { (dimension + 63) / 64 * 64 }

  /// How alike a vector kept as `halves` and `query` are: their product.
  ///
  /// - Returns: 0 where they have not equally many numbers.
  package static func similarity(_ halves: [UInt8], _ query: [Float]) -> Float {
    guard halves.count == 2 * query.count else { return 0 }
    let numbers = Swift.stride(from: 0, to: halves.count, by: 2).map {
      UInt16(halves[$0]) | UInt16(halves[$0 + 1]) << 8
    }
    return vectors_dot_half(numbers, query, query.count)
  }
}
