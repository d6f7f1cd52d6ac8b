package import Sections

/// The vector of a text, or of a window of a long one.
package struct StoredVector: Sendable, Equatable {
  /// The hash of the text.
  package let text: ContentHash
  /// Which window of the text it is, from 0.
  package let window: Int
  /// The bytes of the text that the window covers.
  package let range: Range<Int>
  /// The vector, packed for scanning and exact; nil for a text that has no words.
  package let packed: Packed?

  /// What of a vector is kept.
  package struct Packed: Sendable, Equatable {
    /// A row of a page: equally many bytes for every vector of a model.
    package let bytes: [UInt8]
    /// What a unit of these is worth.
    package let scale: Float
    /// The vector itself, in the caller's own format.
    package let exact: [UInt8]

    /// A vector, packed.
    package init(bytes: [UInt8], scale: Float, exact: [UInt8]) {
      self.bytes = bytes
      self.scale = scale
      self.exact = exact
    }
  }

  /// The vector of a window.
  package init(text: ContentHash, window: Int, range: Range<Int>, packed: Packed?) {
    self.text = text
    self.window = window
    self.range = range
    self.packed = packed
  }
}

/// A text that has no vectors of some model yet.
package struct MissingText: Sendable, Equatable {
  /// Its hash.
  package let hash: ContentHash
  /// A section it is the text of.
  let row: Int64
}

/// How far the texts of a library have vectors of a model.
package struct VectorCounts: Sendable, Equatable {
  /// The model.
  package let model: String
  /// How many numbers a vector has.
  package let dimension: Int
  /// How many vectors there are.
  package let vectors: Int
  /// How many different texts they are of, those without words included.
  package let texts: Int
}

/// What is needed to read vectors by the numbers of their rows.
package struct VectorState: Sendable, Hashable {
  /// How many numbers a vector has.
  package let dimension: Int
  /// Changes when rows get other numbers.
  package let generation: Int
  /// How many rows there are.
  package let rows: Int
}

/// Why vectors cannot be stored.
package enum VectorFailure: Explained, Equatable {
  /// The model's vectors had another dimension so far.
  case otherDimension(model: String, known: Int, given: Int)
  /// A row has not as many bytes as the others.
  case badRow(model: String)
  /// Rows of the model's vectors were given other numbers since they were read.
  case moved(model: String)

  package var problem: String {
    switch self {
    case .otherDimension(let model, let known, let given):
      "“\(model)” made vectors of \(known) numbers, and now of \(given)"
    case .badRow(let model): "a vector of “\(model)” has another length than the others"
    case .moved(let model): "the vectors of “\(model)” were changed by another command"
    }
  }

  package var hint: String? {
    if case .moved = self { return "Try again." }
    return "It is another model by the same name: ‘joinery embed --again’ makes all vectors anew."
  }
}
