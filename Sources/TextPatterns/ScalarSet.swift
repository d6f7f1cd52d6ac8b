/// Some of the scalars of Unicode.
struct ScalarSet: Sendable {
  /// Scalars by what they are.
  enum Class: Sendable {
    case word, digit, space
    /// The general category, by the beginning of its short name: `L`, `Lu`.
    case category(String)

    func contains(_ scalar: Unicode.Scalar) -> Bool {
      let properties = scalar.properties
      switch self {
      case .word:
        switch properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .connectorPunctuation:
          return true
        default: return properties.isAlphabetic
        }
      case .digit: return properties.generalCategory == .decimalNumber
      case .space: return properties.isWhitespace
      case .category(let name): return properties.generalCategory.shortName.hasPrefix(name)
      }
    }
  }

  /// What is no UTF-8 is this, which no set contains.
  static let invalid: UInt32 = 0x11_0000

  private var ranges: [ClosedRange<UInt32>] = []
  private var classes: [(Class, isNegated: Bool)] = []
  private var isNegated = false
  private var ignoresCase = false
  /// Which of the first 128 it has, once it is complete.
  private var ascii: (UInt64, UInt64) = (0, 0)

  /// Only `scalar`.
  init(_ scalar: Unicode.Scalar) { add(scalar.value...scalar.value) }

  /// Nothing yet.
  init() {}

  mutating func add(_ range: ClosedRange<UInt32>) { ranges.append(range) }
  mutating func add(_ aClass: Class, isNegated: Bool) { classes.append((aClass, isNegated)) }

  /// The finished set, or all but it.
  func complete(isNegated: Bool, ignoresCase: Bool) -> ScalarSet {
    var set = self
    set.isNegated = isNegated
    set.ignoresCase = ignoresCase
    for value in 0..<64 as Range<UInt32> where set.compute(value) { set.ascii.0 |= 1 << value }
    for value in 0..<64 as Range<UInt32> where set.compute(64 + value) { set.ascii.1 |= 1 << value }
    return set
  }

  func contains(_ value: UInt32) -> Bool {
    if value < 64 { return ascii.0 >> value & 1 == 1 }
    if value < 128 { return ascii.1 >> (value - 64) & 1 == 1 }
    return value < ScalarSet.invalid && compute(value)
  }

  private func compute(_ value: UInt32) -> Bool {
    guard let scalar = Unicode.Scalar(value) else { return false }
    var isThere = has(scalar)
    if !isThere, ignoresCase {
      for text in [scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping] {
        guard let other = text.unicodeScalars.first, text.unicodeScalars.count == 1 else {
          continue
        }
        isThere = isThere || has(other)
      }
    }
    return isThere != isNegated
  }

  private func has(_ scalar: Unicode.Scalar) -> Bool {
    ranges.contains { $0.contains(scalar.value) }
      || classes.contains { $0.0.contains(scalar) != $0.isNegated }
  }
}

extension Unicode.GeneralCategory {
  /// The two letters that Unicode names it by.
  fileprivate var shortName: String {
    switch self {
    case .uppercaseLetter: "Lu"
    case .lowercaseLetter: "Ll"
    case .titlecaseLetter: "Lt"
    case .modifierLetter: "Lm"
    case .otherLetter: "Lo"
    case .nonspacingMark: "Mn"
    case .spacingMark: "Mc"
    case .enclosingMark: "Me"
    case .decimalNumber: "Nd"
    case .letterNumber: "Nl"
    case .otherNumber: "No"
    case .connectorPunctuation: "Pc"
    case .dashPunctuation: "Pd"
    case .openPunctuation: "Ps"
    case .closePunctuation: "Pe"
    case .initialPunctuation: "Pi"
    case .finalPunctuation: "Pf"
    case .otherPunctuation: "Po"
    case .mathSymbol: "Sm"
    case .currencySymbol: "Sc"
    case .modifierSymbol: "Sk"
    case .otherSymbol: "So"
    case .spaceSeparator: "Zs"
    case .lineSeparator: "Zl"
    case .paragraphSeparator: "Zp"
    case .control: "Cc"
    case .format: "Cf"
    case .surrogate: "Cs"
    case .privateUse: "Co"
    case .unassigned: "Cn"
    @unknown default: ""
    }
  }
}
