/// A pattern, as it was read.
indirect enum PatternNode: Sendable {
  case empty
  case set(ScalarSet)
  case sequence([PatternNode])
  /// One of these; the first that fits is preferred.
  case choice([PatternNode])
  /// As often as from `least` to `most` times, without end where that is nil.
  case repeated(PatternNode, least: Int, most: Int?, isGreedy: Bool)
  case assertion(PatternAssertion)
}

/// What must hold at a place between two scalars.
enum PatternAssertion: Sendable {
  case lineStart, lineEnd, textStart, textEnd, wordEdge, notWordEdge

  /// Whether it holds between what is before and what is after.
  func holds(_ before: Neighbour, _ after: Neighbour) -> Bool {
    switch self {
    case .lineStart: before == .none || before == .newline
    case .lineEnd: after == .none || after == .newline
    case .textStart: before == .none
    case .textEnd: after == .none
    case .wordEdge: (before == .word) != (after == .word)
    case .notWordEdge: (before == .word) == (after == .word)
    }
  }
}

/// What stands beside a place, as far as assertions ask.
enum Neighbour: UInt8, Sendable {
  /// The beginning or the end of the text.
  case none
  case newline, word, other

  init(_ scalar: UInt32) {
    switch scalar {
    case 0x0A: self = .newline
    case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: self = .word
    case 0..<0x80, ScalarSet.invalid...: self = .other
    default:
      let isWord = Unicode.Scalar(scalar).map { ScalarSet.Class.word.contains($0) } ?? false
      self = isWord ? .word : .other
    }
  }
}
