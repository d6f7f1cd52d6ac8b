internal import CVectors

/// A layer's weights, packed once.
struct Linear: Sendable {
  private let inputs: Int
  private let outputs: Int
  private let arithmetic: Arithmetic
  private let weights: Memory
  /// Of weights as bytes, for each output: what a unit is worth, then the sum of its weights.
  private let scales: Memory
  private let sums: Memory
  /// What is added to each output.
  private let bias: Memory

  /// What becomes of a product before it is a result.
  enum Finish {
    /// The bias is added. By tiles, results are not rows but panels: 32 outputs of every row, then
    /// the next 32.
    case apart
    /// The bias is added, then other rows.
    case adding(Memory)
    /// The bias is added, then what is below zero is brought near to zero.
    case gelu
  }

  /// The sizes in bytes of the memory that it consists of.
  ///
  /// - Throws: ``EmbeddingFailure/noMatrices(reason:)``.
  static func sizes(
    inputs: Int, outputs: Int, _ arithmetic: Arithmetic
  ) throws(EmbeddingFailure) -> [Int] {
    let weights = try arithmetic.packedSize(inputs: inputs, outputs: outputs)
    return [weights, 4 * outputs, 4 * outputs, 4 * outputs]
  }

  /// One that consists of memory of these ``sizes(inputs:outputs:_:)``.
  init(_ memories: ArraySlice<Memory>, inputs: Int, outputs: Int, _ arithmetic: Arithmetic) {
    let first = memories.startIndex
    weights = memories[first]
    scales = memories[first + 1]
    sums = memories[first + 2]
    bias = memories[first + 3]
    self.inputs = inputs
    self.outputs = outputs
    self.arithmetic = arithmetic
  }

  /// Packs weights.
  ///
  /// - Parameters:
  ///   - rows: a row of `inputs` for each output.
  ///   - biases: what is added to the outputs; nothing where nil.
  ///   - left: what bytes lack of the weights, where they are bytes and this is not nil.
  /// - Throws: ``EmbeddingFailure/noMatrices(reason:)``.
  func pack(
    _ rows: UnsafePointer<Float>, biases: UnsafePointer<Float>?, left: Memory? = nil
  ) throws(EmbeddingFailure) {
    if let biases { bias.floats.update(from: biases, count: outputs) }
    guard arithmetic.multipliesBytes else {
      return try arithmetic.pack(rows, into: weights, inputs: inputs, outputs: outputs)
    }
    let plain = Memory(bytes: inputs * outputs)
    vectors_pack_weights(
      rows, plain.pointer.assumingMemoryBound(to: Int8.self), scales.floats, sums.integers,
      left?.floats, outputs, inputs)
    try arithmetic.pack(plain.pointer, into: weights, inputs: inputs, outputs: outputs)
  }

  /// Multiplies `count` rows.
  ///
  /// Where `scratch` is fine and rows are bytes, what these lack of the numbers is multiplied too.
  ///
  /// - Parameter result: room for ``Products/slack`` rows more.
  /// - Throws: ``EmbeddingFailure/noMatrices(reason:)``.
  func multiply(
    _ rows: Memory, count: Int, into result: Memory, _ finish: Finish, _ scratch: Scratch
  ) throws(EmbeddingFailure) {
    let fine = arithmetic.multipliesBytes ? scratch.fine : nil
    switch arithmetic {
    case .tiles(let kind):
      let last = tiled(finish, into: result)
      var first = last
      if fine != nil { first.gelu = 0 }
      multiply(kind, rows, count, &first, left: fine?.left, scratch)
      guard let fine else { return }
      var second = last
      second.bias = nil
      second.residual = UnsafePointer(result.floats)
      multiply(kind, fine.left, count, &second, left: nil, scratch)
    case .library(let products):
      try multiply(products, rows, count, into: result, left: fine?.left, scratch)
      if let fine {
        try multiply(products, fine.left, count, into: fine.more, left: nil, scratch)
        vectors_add(result.floats, nil, fine.more.floats, count, outputs)
      }
      switch finish {
      case .apart: vectors_add(result.floats, bias.floats, nil, count, outputs)
      case .adding(let more): vectors_add(result.floats, bias.floats, more.floats, count, outputs)
      case .gelu: vectors_gelu(result.floats, bias.floats, count, outputs)
      }
    }
  }

  private func tiled(_ finish: Finish, into result: Memory) -> tiles_finish {
    var last = tiles_finish(
      rowScales: nil, rowZeros: nil, scales: scales.floats, sums: sums.integers, bias: bias.floats,
      residual: nil, gelu: 0, panels: 0, result: result.floats)
    switch finish {
    case .apart: last.panels = 1
    case .adding(let more): last.residual = UnsafePointer(more.floats)
    case .gelu: last.gelu = 1
    }
    return last
  }

  private func multiply(
    _ kind: tiles_kind, _ rows: Memory, _ count: Int, _ finish: inout tiles_finish, left: Memory?,
    _ scratch: Scratch
  ) {
    tiles_pack_rows(
      kind, rows.floats, scratch.packed.pointer, scratch.scales.floats, scratch.zeros.integers,
      left?.floats, count, inputs)
    finish.rowScales = UnsafePointer(scratch.scales.floats)
    finish.rowZeros = UnsafePointer(scratch.zeros.integers)
    tiles_multiply(
      kind, scratch.packed.pointer, weights.pointer, count, outputs, inputs, &finish)
  }

  private func multiply(
    _ products: Products, _ rows: Memory, _ count: Int, into result: Memory, left: Memory?,
    _ scratch: Scratch
  ) throws(EmbeddingFailure) {
    let isBytes = products.multipliesBytes
    if isBytes {
      vectors_to_bytes(
        rows.floats, scratch.packed.bytes, scratch.scales.floats, scratch.zeros.integers,
        left?.floats, count, inputs)
    }
    let source = isBytes ? scratch.packed : rows
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
