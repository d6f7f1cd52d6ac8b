internal import CVectors

/// A layer's weights, packed once.
struct Linear: Sendable {
  private let inputs: Int
  private let outputs: Int
  private let products: Products
  private let weights: Memory
  /// Of weights as bytes, for each output: what a unit is worth, then the sum of its weights.
  private let scales: Memory
  private let sums: Memory
  /// What is added to each output.
  let bias: Memory

  /// - Parameters:
  ///   - parts: weights that stand one below another, a row of `inputs` for each output.
  ///   - biases: what is added to their outputs.
  /// - Throws: ``EmbeddingFailure/noMatrices(reason:)``.
  init(
    _ parts: [Floats], biases: [Floats], inputs: Int, products: Products
  ) throws(EmbeddingFailure) {
    let outputs = parts.reduce(0) { $0 + $1.count } / inputs
    let scales = Memory(bytes: 4 * outputs)
    let sums = Memory(bytes: 4 * outputs)
    let bias = Memory(bytes: 4 * outputs)
    let size = products.multipliesBytes ? 1 : 4
    let plain = Memory(bytes: size * inputs * outputs)
    var row = 0
    for (part, addition) in zip(parts, biases) {
      let rows = part.count / inputs
      part.with { weights in
        let to = plain.pointer + size * row * inputs
        if products.multipliesBytes {
          vectors_pack_weights(
            weights, to.assumingMemoryBound(to: Int8.self), scales.floats + row,
            sums.integers + row, rows, inputs)
        } else {
          to.copyMemory(from: weights, byteCount: 4 * part.count)
        }
      }
      addition.with { (bias.floats + row).update(from: $0, count: rows) }
      row += rows
    }
    let base = try products.product(rows: Products.slack, inputs: inputs, outputs: outputs)
    guard let weights = base.packed(plain.pointer) else {
      throw .noMatrices(reason: "oneDNN cannot pack \(inputs) × \(outputs) weights")
    }
    self.inputs = inputs
    self.outputs = outputs
    self.products = products
    self.weights = weights
    self.scales = scales
    self.sums = sums
    self.bias = bias
  }

  /// Multiplies `count` rows, without the bias.
  ///
  /// - Parameter result: room for ``Products/slack`` rows more.
  /// - Throws: ``EmbeddingFailure/noMatrices(reason:)``.
  func multiply(
    _ rows: Memory, count: Int, into result: Memory, _ scratch: Scratch
  ) throws(EmbeddingFailure) {
    let isBytes = products.multipliesBytes
    if isBytes {
      vectors_to_bytes(
        rows.floats, scratch.bytes.bytes, scratch.scales.floats, scratch.zeros.integers, count,
        inputs)
    }
    let source = isBytes ? scratch.bytes : rows
    for (start, product) in try products.products(rows: count, inputs: inputs, outputs: outputs) {
      let from = source.pointer + start * inputs * (isBytes ? 1 : 4)
      let room = scratch.room(of: product.scratch)
      guard
        product.run(
          from, weights, into: result.pointer + 4 * start * outputs, scratch: room)
      else { throw .noMatrices(reason: "oneDNN failed to multiply") }
    }
    guard isBytes else { return }
    vectors_from_products(
      result.integers, scratch.scales.floats, scratch.zeros.integers, scales.floats,
      sums.integers, count, outputs)
  }
}
