internal import Foundation

/// A BERT model of random weights that is made in a moment, in the layout of sentence-transformers.
public struct TinyModel: Sendable {
  /// The folder it is in.
  public let path: String
  /// Its pieces, in order.
  public static let pieces: [String] = {
    var pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "##s", "##ing", "merge", "file"]
    pieces += ["漢", "字", "pull", "request"]
    for byte in UInt8(0x21)...0x7E where !(0x41...0x5A).contains(byte) {
      pieces.append(String(UnicodeScalar(byte)))
    }
    for byte in UInt8(0x61)...0x7A { pieces.append("##" + String(UnicodeScalar(byte))) }
    return pieces
  }()
  private let width: Int
  private var inner: Int { 2 * width }
  private var positions: Int { width }
  private let layers = 2

  /// Makes one in a folder of `scratch`.
  ///
  /// - Parameters:
  ///   - seed: another one is another model.
  ///   - isWide: whether its rows are long enough for every way to compute, and its windows for more
  ///     than a short text.
  public init(
    in scratch: Scratch, name: String = "model", seed: UInt64 = 1, isWide: Bool = false
  ) throws {
    path = "\(scratch.path)/\(name)"
    width = isWide ? 64 : 32
    let configuration = """
      {"model_type": "bert", "hidden_act": "gelu", "hidden_size": \(width),
       "num_hidden_layers": \(layers), "num_attention_heads": 2,
       "intermediate_size": \(inner), "vocab_size": \(Self.pieces.count),
       "max_position_embeddings": \(positions), "layer_norm_eps": 1e-12}
      """
    try scratch.write(configuration, to: "\(name)/config.json")
    try scratch.write(
      "{\"max_seq_length\": \(isWide ? 48 : 16)}", to: "\(name)/sentence_bert_config.json")
    try scratch.write(Self.pieces.joined(separator: "\n") + "\n", to: "\(name)/vocab.txt")
    try scratch.write(weights(seed), to: "\(name)/model.safetensors")
  }

  /// The names and shapes of its tensors.
  private var shapes: [(String, [Int])] {
    func linear(_ name: String, _ outputs: Int, _ inputs: Int) -> [(String, [Int])] {
      [("\(name).weight", [outputs, inputs]), ("\(name).bias", [outputs])]
    }
    func norm(_ name: String) -> [(String, [Int])] {
      [("\(name).weight", [width]), ("\(name).bias", [width])]
    }
    var shapes: [(String, [Int])] = [
      ("embeddings.word_embeddings.weight", [Self.pieces.count, width]),
      ("embeddings.position_embeddings.weight", [positions, width]),
      ("embeddings.token_type_embeddings.weight", [2, width]),
    ]
    shapes += norm("embeddings.LayerNorm")
    for number in 0..<layers {
      let layer = "encoder.layer.\(number)"
      for part in ["query", "key", "value"] {
        shapes += linear("\(layer).attention.self.\(part)", width, width)
      }
      shapes += linear("\(layer).attention.output.dense", width, width)
      shapes += norm("\(layer).attention.output.LayerNorm")
      shapes += linear("\(layer).intermediate.dense", inner, width)
      shapes += linear("\(layer).output.dense", width, inner)
      shapes += norm("\(layer).output.LayerNorm")
    }
    return shapes
  }

  private func weights(_ seed: UInt64) -> [UInt8] {
    var dice = Dice(seed: seed)
    var entries: [String] = []
    var data: [UInt8] = []
    for (name, shape) in shapes {
      let start = data.count
      for _ in 0..<shape.reduce(1, *) {
        var value = Float.random(in: -0.3...0.3, using: &dice)
        if name.hasSuffix("LayerNorm.weight") { value += 1 }
        withUnsafeBytes(of: value.bitPattern.littleEndian) { data += $0 }
      }
      entries.append(
        "\"\(name)\": {\"dtype\": \"F32\", \"shape\": \(shape), "
          + "\"data_offsets\": [\(start), \(data.count)]}")
    }
    var header = Array("{\(entries.joined(separator: ", "))}".utf8)
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    return withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) } + header + data
  }
}
