internal import CVectors

/// How a model's numbers are multiplied on this machine.
enum Arithmetic: Sendable {
  /// By the processor's tiles.
  case tiles(tiles_kind)
  /// By oneDNN.
  case library(Products)

  /// The quickest there is for a model.
  ///
  /// - Parameter usesBytes: whether to multiply bytes where the processor can.
  /// - Throws: ``EmbeddingFailure/noMatrices(reason:)`` where only oneDNN could, and is not there.
  init(for model: ModelConfiguration, usesBytes: Bool) throws(EmbeddingFailure) {
    let head = model.dimension / model.heads
    let fits = model.dimension % 64 == 0 && model.inner % 64 == 0 && head % 32 == 0
    if fits, vectors_has_tiles() != 0 {
      self = .tiles(usesBytes ? tiles_bytes : tiles_floats)
    } else {
      self = .library(try Products(usesBytes: usesBytes))
    }
  }

  /// Whether rows and weights are bytes.
  var multipliesBytes: Bool {
    switch self {
    case .tiles(let kind): kind == tiles_bytes
    case .library(let products): products.multipliesBytes
    }
  }

  /// What packed weights depend on, besides the weights.
  var fingerprint: String {
    switch self {
    case .tiles(let kind): "tiles-\(kind == tiles_bytes ? "int8" : "f32")"
    case .library(let products):
      "\(products.multipliesBytes ? "int8" : "f32")-\(Products.fingerprint)"
    }
  }

  /// The length in bytes of packed weights.
  ///
  /// - Throws: ``EmbeddingFailure/noMatrices(reason:)``.
  func packedSize(inputs: Int, outputs: Int) throws(EmbeddingFailure) -> Int {
    switch self {
    case .tiles(let kind): tiles_weights_size(kind, outputs, inputs)
    case .library(let products):
      try products.product(rows: Products.slack, inputs: inputs, outputs: outputs).packedSize
    }
  }

  /// Brings weights, a row for each output, to the layout that they are multiplied in.
  ///
  /// - Throws: ``EmbeddingFailure/noMatrices(reason:)``.
  func pack(
    _ weights: UnsafeRawPointer, into packed: Memory, inputs: Int, outputs: Int
  ) throws(EmbeddingFailure) {
    switch self {
    case .tiles(let kind):
      tiles_pack_weights(kind, weights, packed.pointer, outputs, inputs)
    case .library(let products):
      let base = try products.product(rows: Products.slack, inputs: inputs, outputs: outputs)
      guard base.pack(weights, into: packed) else {
        throw .noMatrices(reason: "oneDNN cannot pack \(inputs) × \(outputs) weights")
      }
    }
  }
}
