internal import CVectors

/// BERT: rows of numbers for pieces of text, layer after layer.
struct Encoder: Sendable {
  let configuration: ModelConfiguration
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
    let narrowNorm: Norm
  }

  /// - Throws: ``EmbeddingFailure`` where a tensor is missing or of another shape, or oneDNN is.
  init(
    _ configuration: ModelConfiguration, _ tensors: SafeTensors, products: Products
  ) throws(EmbeddingFailure) {
    self.configuration = configuration
    let (width, inner) = (configuration.dimension, configuration.inner)
    let prefix = tensors.has("bert.embeddings.word_embeddings.weight") ? "bert." : ""
    let embeddings = "\(prefix)embeddings"
    words = try tensors.floats(
      "\(embeddings).word_embeddings.weight", configuration.vocabulary, width)
    positions = try tensors.floats(
      "\(embeddings).position_embeddings.weight", configuration.positions, width)
    types = try tensors.floats("\(embeddings).token_type_embeddings.weight", 2, width)
    norm = try Norm(tensors, "\(embeddings).LayerNorm", width)
    func linear(
      _ names: [String], _ inputs: Int, _ outputs: Int
    ) throws(EmbeddingFailure) -> Linear {
      var (weights, biases) = ([Floats](), [Floats]())
      for name in names {
        weights.append(try tensors.floats("\(name).weight", outputs, inputs))
        biases.append(try tensors.floats("\(name).bias", outputs))
      }
      return try Linear(weights, biases: biases, inputs: inputs, products: products)
    }
    var layers: [Layer] = []
    for number in 0..<configuration.layers {
      let name = "\(prefix)encoder.layer.\(number)"
      let own = ["query", "key", "value"].map { "\(name).attention.self.\($0)" }
      layers.append(
        Layer(
          attention: try linear(own, width, width),
          merge: try linear(["\(name).attention.output.dense"], width, width),
          mergeNorm: try Norm(tensors, "\(name).attention.output.LayerNorm", width),
          widen: try linear(["\(name).intermediate.dense"], width, inner),
          narrow: try linear(["\(name).output.dense"], inner, width),
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
      try layer.attention.multiply(rows, count: count, into: scratch.threefold, scratch)
      vectors_add(
        scratch.threefold.floats, layer.attention.bias.floats, nil, count,
        3 * configuration.dimension)
      attend(texts, scratch)
      // What was attended is in `other`; it is merged into what is no longer needed.
      try layer.merge.multiply(other, count: count, into: scratch.threefold, scratch)
      vectors_add(
        scratch.threefold.floats, layer.merge.bias.floats, rows.floats, count,
        configuration.dimension)
      layer.mergeNorm(scratch.threefold, count: count, epsilon: epsilon)
      try layer.widen.multiply(scratch.threefold, count: count, into: scratch.inner, scratch)
      vectors_gelu(scratch.inner.floats, layer.widen.bias.floats, count, configuration.inner)
      try layer.narrow.multiply(scratch.inner, count: count, into: rows, scratch)
      vectors_add(
        rows.floats, layer.narrow.bias.floats, scratch.threefold.floats, count,
        configuration.dimension)
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
  private func attend(_ texts: [[Int32]], _ scratch: Scratch) {
    let (width, head) = (configuration.dimension, configuration.dimension / configuration.heads)
    var first = 0
    for text in texts {
      let from = scratch.threefold.floats + 3 * width * first
      let to = scratch.other.floats + width * first
      for start in stride(from: 0, to: width, by: head) {
        vectors_attend(
          from + start, from + width + start, from + 2 * width + start, 3 * width, to + start,
          width, text.count, head, scratch.attention.floats)
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

extension [Float] {
  /// Its direction: brought to length 1, unless it has none.
  var unit: [Float] {
    let length = reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
    guard length > 0, length.isFinite else { return map { _ in 0 } }
    return map { Float(Double($0) / length) }
  }
}
