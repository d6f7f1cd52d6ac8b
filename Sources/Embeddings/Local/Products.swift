internal import CDNNL
internal import Synchronization

/// A matrix product of one size.
final class Product: Sendable {
  private let address: UInt
  /// The bytes of scratch that a run needs.
  let scratch: Int

  fileprivate init?(_ kind: matrix_kind, rows: Int, inputs: Int, outputs: Int) {
    guard let product = matrix_make(kind, rows, inputs, outputs) else { return nil }
    address = UInt(bitPattern: product)
    scratch = matrix_scratch_size(product)
  }

  deinit { matrix_free(pointer) }

  private var pointer: OpaquePointer {
    guard let pointer = OpaquePointer(bitPattern: address) else {
      preconditionFailure("a product that was made is somewhere")
    }
    return pointer
  }

  /// Whether both want their weights in the same layout.
  fileprivate func sharesLayout(with other: Product) -> Bool {
    matrix_same_layout(pointer, other.pointer) != 0
  }

  /// The length in bytes of the weights in the layout the product wants.
  var packedSize: Int { matrix_packed_size(pointer) }

  /// Brings weights, a row for each output, to that layout; whether it could.
  func pack(_ weights: UnsafeRawPointer, into packed: Memory) -> Bool {
    matrix_pack(pointer, weights, packed.pointer) == 0
  }

  /// Multiplies. Any number of threads may do so at once.
  func run(
    _ rows: UnsafeRawPointer, _ weights: Memory, into result: UnsafeMutableRawPointer,
    scratch: Memory
  ) -> Bool {
    matrix_run(pointer, rows, weights.pointer, result, scratch.pointer) == 0
  }
}

/// The products of a model, each made when it is first needed.
final class Products: Sendable {
  /// Whether they multiply bytes.
  let multipliesBytes: Bool
  private let made = Mutex<[[Int]: Product]>([:])

  /// Rows are multiplied this many at a time: large pieces first, and what is left rounded up.
  private static let tiles = [128, 64, 32, 16]
  /// Buffers have room for so many rows more than they hold.
  static let slack = 16

  /// - Parameter usesBytes: whether to multiply bytes where the processor can.
  /// - Throws: ``EmbeddingFailure/noMatrices(reason:)`` where oneDNN is not there.
  init(usesBytes: Bool) throws(EmbeddingFailure) {
    if let reason = matrix_missing() { throw .noMatrices(reason: String(cString: reason)) }
    multipliesBytes = usesBytes && matrix_has_bytes() != 0
  }

  /// What packed weights depend on.
  static var fingerprint: String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { text in
      guard let start = text.baseAddress else { return "" }
      matrix_fingerprint(start, 64)
      return String(cString: start)
    }
  }

  /// The product for so many rows.
  ///
  /// - Throws: ``EmbeddingFailure/noMatrices(reason:)`` where there is none of that size.
  func product(rows: Int, inputs: Int, outputs: Int) throws(EmbeddingFailure) -> Product {
    let found = made.withLock { made -> Product? in
      let key = [rows, inputs, outputs]
      if let product = made[key] { return product }
      let kind = multipliesBytes ? matrix_u8s8 : matrix_f32
      let product = Product(kind, rows: rows, inputs: inputs, outputs: outputs)
      made[key] = product
      return product
    }
    guard let found else {
      throw .noMatrices(reason: "oneDNN has no product of \(rows) × \(inputs) × \(outputs)")
    }
    return found
  }

  /// The products that together multiply `count` rows, and where each begins.
  func products(
    rows count: Int, inputs: Int, outputs: Int
  ) throws(EmbeddingFailure) -> [(start: Int, product: Product)] {
    let base = try product(rows: Products.slack, inputs: inputs, outputs: outputs)
    var parts: [(start: Int, product: Product)] = []
    var start = 0
    while start < count {
      let tile = Self.tiles.first { $0 <= count - start } ?? Products.slack
      let product = try product(rows: tile, inputs: inputs, outputs: outputs)
      let fits = product.sharesLayout(with: base)
      parts.append((start, fits ? product : base))
      start += fits ? tile : Products.slack
    }
    return parts
  }
}
