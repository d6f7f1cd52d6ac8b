internal import CVectors

/// BERT: rows of numbers for pieces of text, layer after layer.
struct Encoder: Sendable {
  let configuration: ModelConfiguration
  private let arithmetic: Arithmetic
  private let words: Floats
  private let positions: Floats
  private let types: Floats
  private let norm: Norm
  private let layers: [Layer]

  /// Brings rows to a common mean and variance.
  private struct Norm: Sendable {
    let weight: Floats
    let bias: Floats

    init(_ tensors: SafeTensors, _ name: String, _ size: Int) throws(EmbeddingFailure) {
      weight = try tensors.floats("\(name).weight", size)
      bias = try tensors.floats("\(name).bias", size)
    }

    func callAsFunction(_ rows: Memory, count: Int, epsilon: Float) {
      weight.with { weight in
        bias.with { bias in
          vectors_normalize(rows.floats, weight, bias, epsilon, count, self.weight.count)
        }
      }
    }
  }

  private struct Layer: Sendable {
    let attention: Linear
    let merge: Linear
    let mergeNorm: Norm
    let widen: Linear
    let narrow: Linear
    /// What the weights of `narrow` lack as bytes, as bytes again: of all weights these are the ones
    /// that lose most. Nil where they are floats.
    let narrowRest: Linear?
    let narrowNorm: Norm
  }

  /// - Throws: ``EmbeddingFailure`` where a tensor is missing or of another shape, or oneDNN is.
  init(
    _ configuration: ModelConfiguration, _ tensors: SafeTensors, _ arithmetic: Arithmetic,
    _ packing: inout Packing
  ) throws(EmbeddingFailure) {
    self.configuration = configuration
    self.arithmetic = arithmetic
    let (width, inner) = (configuration.dimension, configuration.inner)
    let prefix = tensors.has("bert.embeddings.word_embeddings.weight") ? "bert." : ""
    let embeddings = "\(prefix)embeddings"
    words = try tensors.floats(
      "\(embeddings).word_embeddings.weight", configuration.vocabulary, width)
    positions = try tensors.floats(
      "\(embeddings).position_embeddings.weight", configuration.positions, width)
    types = try tensors.floats("\(embeddings).token_type_embeddings.weight", 2, width)
    norm = try Norm(tensors, "\(embeddings).LayerNorm", width)
    var layers: [Layer] = []
    for number in 0..<configuration.layers {
      let name = "\(prefix)encoder.layer.\(number)"
      func linear(
        _ names: [String], _ inputs: Int, _ outputs: Int, hasRest: Bool = false
      ) throws(EmbeddingFailure) -> [Linear] {
        try Linear.reading(
          names.map { "\(name).\($0)" }, of: tensors, inputs: inputs, outputs: outputs, arithmetic,
          hasRest: hasRest, &packing)
      }
      let own = ["query", "key", "value"].map { "attention.self.\($0)" }
      let narrow = try linear(
        ["output.dense"], inner, width, hasRest: arithmetic.multipliesBytes)
      layers.append(
        Layer(
          attention: try linear(own, width, width)[0],
          merge: try linear(["attention.output.dense"], width, width)[0],
          mergeNorm: try Norm(tensors, "\(name).attention.output.LayerNorm", width),
          widen: try linear(["intermediate.dense"], width, inner)[0],
          narrow: narrow[0], narrowRest: narrow.dropFirst().first,
          narrowNorm: try Norm(tensors, "\(name).output.LayerNorm", width)))
    }
    self.layers = layers
  }

  /// A vector of length 1 for each text.
  ///
  /// - Parameter texts: numbers of pieces below the vocabulary's count, marks included, at most a
  ///   window each, and together at most what `scratch` has rows for.
  /// - Throws: ``EmbeddingFailure/noMatrices(reason:)``.
  func vectors(for texts: [[Int32]], _ scratch: Scratch) throws(EmbeddingFailure) -> [[Float]] {
    let count = texts.reduce(0) { $0 + $1.count }
    let epsilon = configuration.epsilon
    embed(texts, scratch)
    norm(scratch.rows, count: count, epsilon: epsilon)
    for layer in layers {
      let (rows, other) = (scratch.rows, scratch.other)
      try layer.attention.multiply(rows, count: count, into: scratch.threefold, .apart, scratch)
      attend(texts, count: count, scratch)
      // What was attended is in `other`; it is merged into what is no longer needed.
      let merged = scratch.threefold
      try layer.merge.multiply(other, count: count, into: merged, .adding(rows), scratch)
      layer.mergeNorm(merged, count: count, epsilon: epsilon)
      try layer.widen.multiply(merged, count: count, into: scratch.inner, .gelu, scratch)
      var more = merged
      if let rest = layer.narrowRest, scratch.fine != nil {
        more = other
        try rest.multiply(scratch.inner, count: count, into: more, .adding(merged), scratch)
      }
      try layer.narrow.multiply(scratch.inner, count: count, into: rows, .adding(more), scratch)
      layer.narrowNorm(rows, count: count, epsilon: epsilon)
    }
    return pooled(texts, scratch.rows)
  }

  /// The first rows: of each piece, what it is and where it stands.
  private func embed(_ texts: [[Int32]], _ scratch: Scratch) {
    let width = configuration.dimension
    words.with { words in
      positions.with { positions in
        types.with { type in
          var row = scratch.rows.floats
          for text in texts {
            for (position, piece) in text.enumerated() {
              let (word, place) = (words + Int(piece) * width, positions + position * width)
              for i in 0..<width { row[i] = word[i] + place[i] + type[i] }
              row += width
            }
          }
        }
      }
    }
  }

  /// The attention inside each text, from `threefold` into `other`.
  private func attend(_ texts: [[Int32]], count: Int, _ scratch: Scratch) {
    let (width, head) = (configuration.dimension, configuration.dimension / configuration.heads)
    let from = scratch.threefold.floats
    var first = 0
    for text in texts {
      let to = scratch.other.floats + width * first
      for start in stride(from: 0, to: width, by: head) {
        switch arithmetic {
        case .tiles:
          func panel(_ column: Int) -> UnsafePointer<Float> {
            UnsafePointer(from + column * count + 32 * first)
          }
          tiles_attend(
            panel(start), panel(width + start), panel(2 * width + start), count, to + start, width,
            text.count, head, scratch.attention.pointer)
        case .library:
          let row = from + 3 * width * first + start
          vectors_attend(
            row, row + width, row + 2 * width, 3 * width, to + start, width, text.count, head,
            scratch.attention.floats)
        }
      }
      first += text.count
    }
  }

  private func pooled(_ texts: [[Int32]], _ rows: Memory) -> [[Float]] {
    let width = configuration.dimension
    var first = 0
    return texts.map { text in
      var vector = [Float](repeating: 0, count: width)
      for row in first..<first + (configuration.takesFirst ? 1 : text.count) {
        let values = rows.floats + row * width
        for i in 0..<width { vector[i] += values[i] }
      }
      first += text.count
      return vector.unit
    }
  }
}

extension Linear {
  /// The tensors of these names, the outputs of one below those of another.
  ///
  /// - Parameters:
  ///   - outputs: of each tensor.
  ///   - hasRest: whether a second one is wanted, of what the first one's weights lack as bytes.
  /// - Throws: ``EmbeddingFailure``.
  fileprivate static func reading(
    _ names: [String], of tensors: SafeTensors, inputs: Int, outputs: Int, _ arithmetic: Arithmetic,
    hasRest: Bool, _ packing: inout Packing
  ) throws(EmbeddingFailure) -> [Linear] {
    let all = names.count * outputs
    let sizes = try Linear.sizes(inputs: inputs, outputs: all, arithmetic)
    func linears(_ memories: [Memory]) -> [Linear] {
      stride(from: 0, to: memories.count, by: sizes.count).map {
        Linear(memories[$0..<$0 + sizes.count], inputs: inputs, outputs: all, arithmetic)
      }
    }
    let memories = try packing.memories(hasRest ? sizes + sizes : sizes) {
      memories throws(EmbeddingFailure) in
      let (weights, biases) = (Memory(bytes: 4 * all * inputs), Memory(bytes: 4 * all))
      for (number, name) in names.enumerated() {
        try tensors.floats("\(name).weight", outputs, inputs).with {
          (weights.floats + number * outputs * inputs).update(from: $0, count: outputs * inputs)
        }
        try tensors.floats("\(name).bias", outputs).with {
          (biases.floats + number * outputs).update(from: $0, count: outputs)
        }
      }
      let made = linears(memories)
      let left = hasRest ? Memory(bytes: 4 * all * inputs) : nil
      try made[0].pack(weights.floats, biases: biases.floats, left: left)
      if let left { try made[1].pack(left.floats, biases: nil) }
    }
    return linears(memories)
  }
}

extension [Float] {
  /// Its direction: brought to length 1, unless it has none.
  var unit: [Float] {
    let length = reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
    guard length > 0, length.isFinite else { return map { _ in 0 } }
    return map { Float(Double($0) / length) }
  }
}
