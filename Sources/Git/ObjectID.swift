internal import CGit2

/// The name of an object in git: the SHA-1 of its kind and bytes.
package struct ObjectID: Hashable, Sendable {
  private let high: UInt64
  private let middle: UInt64
  private let low: UInt32

  /// The id as three numbers, for files that keep many of them.
  package var words: (UInt64, UInt64, UInt32) { (high, middle, low) }

  /// The id that three numbers are.
  package init(words: (UInt64, UInt64, UInt32)) { (high, middle, low) = words }

  /// The id that 40 hexadecimal digits spell, or nil.
  package init?(hex: some StringProtocol) {
    guard hex.utf8.count == 40, hex.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit })
    else { return nil }
    let digits = String(hex)
    let first = digits.index(digits.startIndex, offsetBy: 16)
    let second = digits.index(first, offsetBy: 16)
    guard let high = UInt64(digits[..<first], radix: 16),
      let middle = UInt64(digits[first..<second], radix: 16),
      let low = UInt32(digits[second...], radix: 16)
    else { return nil }
    (self.high, self.middle, self.low) = (high, middle, low)
  }

  /// The 40 hexadecimal digits, lower case.
  package var hex: String { padded(high, 16) + padded(middle, 16) + padded(UInt64(low), 8) }

  /// The first ten hexadecimal digits: what lists show.
  package var short: String { String(hex.prefix(10)) }

  private func padded(_ word: UInt64, _ count: Int) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: count - digits.count) + digits
  }
}

extension ObjectID: CustomStringConvertible, Comparable, Codable {
  package var description: String { hex }

  package static func < (one: ObjectID, other: ObjectID) -> Bool {
    (one.high, one.middle, one.low) < (other.high, other.middle, other.low)
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let id = ObjectID(hex: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "an object id is 40 hexadecimal digits")
    }
    self = id
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hex)
  }
}

extension ObjectID {
  /// The id that libgit2 means.
  init(_ oid: git_oid) {
    (high, middle, low) = withUnsafeBytes(of: oid) { raw in
      (
        UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
        UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
        UInt32(bigEndian: raw.loadUnaligned(fromByteOffset: 16, as: UInt32.self))
      )
    }
  }

  /// The id as libgit2 wants it.
  var oid: git_oid {
    var oid = git_oid()
    withUnsafeMutableBytes(of: &oid) { raw in
      raw.storeBytes(of: high.bigEndian, toByteOffset: 0, as: UInt64.self)
      raw.storeBytes(of: middle.bigEndian, toByteOffset: 8, as: UInt64.self)
      raw.storeBytes(of: low.bigEndian, toByteOffset: 16, as: UInt32.self)
    }
    return oid
  }
}
