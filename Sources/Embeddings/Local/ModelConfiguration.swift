internal import Foundation

/// What the files beside the weights say of a model.
struct ModelConfiguration: Sendable, Equatable {
  /// What it was called where it was made.
  var name = "bert"
  /// How many numbers a vector has.
  var dimension = 0
  /// How many layers there are.
  var layers = 0
  /// Into how many heads the attention is divided.
  var heads = 0
  /// How many numbers a row has inside a layer.
  var inner = 0
  /// How many pieces there are.
  var vocabulary = 0
  /// How many pieces a text may have, with its two marks.
  var window = 0
  /// How many places the model knows.
  var positions = 0
  /// What keeps a variance from being zero.
  var epsilon: Float = 1e-12
  /// Whether a text's vector is its first piece's; else it is the mean over all.
  var takesFirst = false
  /// Whether case and accents are dropped.
  var lowercases = true
  /// Whether each CJK character is a word.
  var separatesCJK = true

  /// Reads the configuration in the folder `path`.
  ///
  /// - Throws: ``EmbeddingFailure`` where a file is missing or malformed, or the model of another
  ///   kind.
  init(folder path: String) throws(EmbeddingFailure) {
    func unsupported(_ reason: String) -> EmbeddingFailure {
      .unsupported(path: path, reason: reason)
    }
    let main = try JSONFile("\(path)/config.json", isNeeded: true)
    dimension = try main.number("hidden_size")
    layers = try main.number("num_hidden_layers")
    heads = try main.number("num_attention_heads")
    inner = try main.number("intermediate_size")
    vocabulary = try main.number("vocab_size")
    positions = try main.number("max_position_embeddings")
    epsilon = Float(main["layer_norm_eps"] as? Double ?? 1e-12)
    guard main["model_type"] as? String ?? "bert" == "bert" else { throw unsupported("no BERT") }
    guard main["hidden_act"] as? String ?? "gelu" == "gelu",
      main["position_embedding_type"] as? String ?? "absolute" == "absolute"
    else { throw unsupported("its activation or its positions") }
    guard dimension % 16 == 0, inner % 16 == 0, dimension % heads == 0 else {
      throw unsupported("rows of \(dimension) and \(inner) numbers, \(heads) heads")
    }
    if let origin = main["_name_or_path"] as? String, let last = origin.split(separator: "/").last {
      name = String(last.filter { $0.isASCII && !$0.isWhitespace }.prefix(60))
    }
    let sentence = try JSONFile("\(path)/sentence_bert_config.json")
    window = min(sentence["max_seq_length"] as? Int ?? 512, positions)
    guard window > 2 else { throw unsupported("windows of \(window) pieces") }
    let pooling = try JSONFile("\(path)/1_Pooling/config.json")
    takesFirst = pooling["pooling_mode_cls_token"] as? Bool ?? false
    let others = ["max_tokens", "mean_sqrt_len_tokens", "weightedmean_tokens", "lasttoken"]
    for name in others where pooling["pooling_mode_\(name)"] as? Bool == true {
      throw unsupported("pooling by \(name)")
    }
    let tokenizer = try JSONFile("\(path)/tokenizer_config.json")
    lowercases = tokenizer["do_lower_case"] as? Bool ?? true
    separatesCJK = tokenizer["tokenize_chinese_chars"] as? Bool ?? true
    if let strips = tokenizer["strip_accents"] as? Bool, strips != lowercases {
      throw unsupported("accents that go without case, or case without accents")
    }
  }
}

/// The object in a small JSON file.
private struct JSONFile {
  private let path: String
  private let fields: [String: Any]

  /// - Parameter isNeeded: whether it is an error that there is no such file.
  init(_ path: String, isNeeded: Bool = false) throws(EmbeddingFailure) {
    self.path = path
    guard isNeeded || FileManager.default.fileExists(atPath: path) else {
      fields = [:]
      return
    }
    let file = try MappedFile(path)
    guard file.count < 1 << 20,
      let fields = try? JSONSerialization.jsonObject(with: Data(file.bytes)) as? [String: Any]
    else { throw .malformed(path: path, reason: "it is no small JSON object") }
    self.fields = fields
  }

  subscript(_ name: String) -> Any? { fields[name] }

  /// A number of things: at least one, and not absurdly many.
  func number(_ name: String) throws(EmbeddingFailure) -> Int {
    guard let number = fields[name] as? Int, (1...1 << 24).contains(number) else {
      throw .malformed(path: path, reason: "“\(name)” is no sensible number")
    }
    return number
  }
}
