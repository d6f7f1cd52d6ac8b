internal import Foundation

/// What a scalar becomes before text is cut into words, as BERT's uncased models were taught:
/// controls dropped, CJK characters words of their own, accents dropped, lower case scalar by scalar.
struct ScalarForm: Sendable {
  /// The scalars it becomes; none where it is dropped.
  var scalars: [Unicode.Scalar]
  /// Whether it is a word of its own.
  var isAlone: Bool

  /// - Parameters:
  ///   - lowercases: whether case and accents go.
  ///   - separatesCJK: whether each CJK character is a word.
  init(of scalar: Unicode.Scalar, lowercases: Bool, separatesCJK: Bool) {
    isAlone = separatesCJK && Self.isCJK(scalar)
    if Self.isDropped(scalar) {
      scalars = []
    } else if Self.isBlank(scalar) {
      scalars = [" "]
    } else if lowercases {
      scalars = String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars.lazy
        .filter { Self.category(of: $0) != .nonspacingMark }
        .flatMap { $0.properties.lowercaseMapping.unicodeScalars }
    } else {
      scalars = [scalar]
    }
  }

  /// Whether it ends a word and is none.
  static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }

  /// Whether it is a word of its own, as punctuation.
  static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: return true
    case ..<0x80: return false
    default: break
    }
    switch category(of: scalar) {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation:
      return true
    default: return false
    }
  }

  /// The category that a scalar had in Unicode 8, which is what the tokenizer knows: to it, later
  /// marks and punctuation are letters like any.
  private static func category(of scalar: Unicode.Scalar) -> Unicode.GeneralCategory {
    switch scalar.value {
    case 0x166D, 0x111C9: return .otherPunctuation
    case 0x1734, 0x1171E: return .nonspacingMark
    case 0x1885, 0x1886: return .otherLetter
    case 0xA9BD: return .spacingMark
    default: break
    }
    guard let age = scalar.properties.age, age.major <= 8 else { return .unassigned }
    return scalar.properties.generalCategory
  }

  private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\t", "\n", "\r": return false
    case "\0", "\u{FFFD}": return true
    default: break
    }
    switch category(of: scalar) {
    case .control, .format, .privateUse, .surrogate: return true
    default: return false
    }
  }

  private static func isCJK(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2B73F,
      0x2B740...0x2B81F, 0x2B920...0x2CEAF, 0xF900...0xFAFF, 0x2F800...0x2FA1F:
      return true
    default: return false
    }
  }
}
