import Foundation

/// The words of a text as the index takes it apart: letters and digits, in lower case and without
/// accents.
enum TextWords {
  /// Calls `body` with each word and where it stands.
  static func forEach(
    in bytes: UnsafeBufferPointer<UInt8>,
    _ body: (_ word: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Void
  ) {
    var word: [UInt8] = []
    word.reserveCapacity(64)
    var (start, index) = (0, 0)
    func close(_ end: Int) {
      guard !word.isEmpty else { return }
      word.withUnsafeBufferPointer { body($0, start..<end) }
      word.removeAll(keepingCapacity: true)
    }
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        let folded = ascii[Int(byte)]
        if folded == 0 {
          close(index)
        } else {
          if word.isEmpty { start = index }
          word.append(folded)
        }
        index += 1
        continue
      }
      let (scalar, length) = scalar(in: bytes, at: index)
      let folded = fold(scalar)
      if folded == 0 {
        close(index)
      } else if folded > 1 {
        if word.isEmpty { start = index }
        if let scalar = Unicode.Scalar(folded) { word += Array(String(scalar).utf8) }
      }
      index += length
    }
    close(bytes.count)
  }

  /// The words of `text`.
  static func words(of text: String) -> [String] {
    var words: [String] = []
    var text = text
    text.withUTF8 { bytes in
      forEach(in: bytes) { word, _ in words.append(String(decoding: word, as: UTF8.self)) }
    }
    return words
  }

  /// Lower-case letters and digits; 0 for what parts words.
  private static let ascii: [UInt8] = (0..<128).map { (byte: UInt8) in
    switch byte {
    case 0x30...0x39, 0x61...0x7A: byte
    case 0x41...0x5A: byte + 32
    default: 0
    }
  }

  /// The scalar at `index`, and its length in bytes; bytes that are no UTF-8 are U+FFFD.
  static func scalar(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (UInt32, Int) {
    let first = bytes[index]
    let count = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 1
    guard first < 0xF5, count > 1 || first < 0x80, index + count <= bytes.count else {
      return (0xFFFD, 1)
    }
    var value = UInt32(first) & (count == 1 ? 0x7F : 0xFF >> UInt32(count + 1))
    for byte in bytes[(index + 1)..<(index + count)] {
      guard byte & 0xC0 == 0x80 else { return (0xFFFD, 1) }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    return (value, count)
  }

  /// The folded scalar; 0 for what parts words, and 1 for accents, which are dropped.
  static func fold(_ scalar: UInt32) -> UInt32 {
    scalar < UInt32(folded.count) ? folded[Int(scalar)] : computeFold(scalar)
  }

  /// The alphabets that know capitals, folded once.
  private static let folded: [UInt32] = (0..<0x600).map(computeFold)

  private static func computeFold(_ value: UInt32) -> UInt32 {
    guard let scalar = Unicode.Scalar(value) else { return 0 }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .titlecaseLetter, .lowercaseLetter:
      let plain = String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars.first
      return (plain ?? scalar).properties.lowercaseMapping.unicodeScalars.first?.value ?? value
    case .modifierLetter, .otherLetter, .decimalNumber, .letterNumber, .otherNumber, .privateUse:
      return value
    case .nonspacingMark: return 1
    default: return 0
    }
  }
}

extension UTF8 {
  /// Whether scripts that are written without spaces have the scalar: their words are looked for
  /// as pairs of letters.
  static func isUnspaced(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x0E00...0x0EFF, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x9FFF, 0xAC00...0xD7AF,
      0xF900...0xFAFF, 0x20000...0x3FFFF:
      true
    default: false
    }
  }
}
