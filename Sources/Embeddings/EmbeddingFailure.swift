internal import Sections

/// Why there are no vectors.
package enum EmbeddingFailure: Explained, Equatable {
  /// A file of the model is missing or cannot be read.
  case unreadable(path: String, reason: String)
  /// A file of the model is not what it should be.
  case malformed(path: String, reason: String)
  /// The model is of a kind that is not supported.
  case unsupported(path: String, reason: String)
  /// What multiplies matrices is not there.
  case noMatrices(reason: String)

  package var problem: String {
    switch self {
    case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)"
    case .malformed(let path, let reason): "\(path) is malformed: \(reason)"
    case .unsupported(let path, let reason): "the model in \(path) is not supported: \(reason)"
    case .noMatrices(let reason): "the local model cannot run: \(reason)"
    }
  }

  package var hint: String? {
    switch self {
    case .unreadable, .malformed: "‘make model’ brings the model whole."
    case .unsupported: "A BERT model in the sentence-transformers layout, with f32 weights, is."
    case .noMatrices: "Install oneDNN 2 (Debian: libdnnl2), or want no vectors."
    }
  }
}
