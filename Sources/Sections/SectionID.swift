/// The lasting name of a section: 60 bits, written as 12 characters.
///
/// An id is made once, from where its section was first seen, so that machines which read the
/// same files agree; it stays with the section through edits, renames and moves.
public struct SectionID: Hashable, Sendable, Comparable {
  /// The 60 bits.
  public let rawValue: UInt64

  /// The id of these bits; the upper four are dropped.
  public init(rawValue: UInt64) { self.rawValue = rawValue & (1 << 60 - 1) }

  /// The id for a section first seen at `path` and `fragment`.
  ///
  /// - Parameter attempt: 0 at first; counted up while the id is taken by another section.
  public init(path: String, fragment: String, attempt: Int = 0) {
    let seed = "joinery section\0\(path)\0\(fragment)\0\(attempt)"
    self.init(rawValue: ContentHash(of: Array(seed.utf8)).leadingWord >> 4)
  }

  public static func < (one: SectionID, other: SectionID) -> Bool { one.rawValue < other.rawValue }
}

extension SectionID: CustomStringConvertible, LosslessStringConvertible, Codable {
  /// The alphabet: digits and lower-case letters without i, l, o and u.
  static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")
  static let length = 12

  public var description: String {
    String(
      stride(from: 55, through: 0, by: -5).map { SectionID.alphabet[Int(rawValue >> $0 & 31)] })
  }

  public init?(_ description: String) {
    guard description.count == SectionID.length,
      let range = SectionID.range(ofPrefix: description)
    else { return nil }
    self = range.lowerBound
  }

  /// The ids that begin with `prefix`, or nil where that cannot be the beginning of an id.
  public static func range(ofPrefix prefix: some StringProtocol) -> ClosedRange<SectionID>? {
    guard (1...length).contains(prefix.count) else { return nil }
    var bits: UInt64 = 0
    for character in prefix {
      guard let digit = alphabet.firstIndex(of: character) else { return nil }
      bits = bits << 5 | UInt64(digit)
    }
    let free = UInt64(5 * (length - prefix.count))
    return SectionID(rawValue: bits << free)...SectionID(rawValue: bits << free | (1 << free - 1))
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let id = SectionID(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "a section id is 12 characters")
    }
    self = id
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
