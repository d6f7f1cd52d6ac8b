#if canImport(CryptoKit)
  internal import CryptoKit
#else
  internal import CSHA
#endif

/// The SHA-256 of some bytes.
///
/// Equal hashes are taken to mean equal bytes, everywhere.
public struct ContentHash: Hashable, Sendable {
  private typealias Words = (UInt64, UInt64, UInt64, UInt64)

  /// The 32 bytes, most significant first.
  private let words: Words

  /// Hashes `bytes`.
  public init(of bytes: some Sequence<UInt8>) {
    words =
      bytes.withContiguousStorageIfAvailable { Self.digest(UnsafeRawBufferPointer($0)) }
      ?? Array(bytes).withUnsafeBytes(Self.digest)
  }

  /// The hash whose 32 bytes these are, or nil where there are not 32.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 32 else { return nil }
    words = Self.words { $0.copyBytes(from: bytes) }
  }

  private static func digest(_ bytes: UnsafeRawBufferPointer) -> Words {
    words { digest in
      #if canImport(CryptoKit)
        var hasher = SHA256()
        hasher.update(bufferPointer: bytes)
        hasher.finalize().withUnsafeBytes { digest.copyMemory(from: $0) }
      #else
        joinery_sha256(bytes.baseAddress, bytes.count, digest.baseAddress)
      #endif
    }
  }

  /// The words whose bytes `fill` writes, most significant first.
  private static func words(_ fill: (UnsafeMutableRawBufferPointer) -> Void) -> Words {
    var words: Words = (0, 0, 0, 0)
    withUnsafeMutableBytes(of: &words, fill)
    return (
      UInt64(bigEndian: words.0), UInt64(bigEndian: words.1), UInt64(bigEndian: words.2),
      UInt64(bigEndian: words.3)
    )
  }

  /// The hash that 64 hexadecimal digits spell, or nil.
  public init?(hex: some StringProtocol) {
    let digits = hex.utf8.map { Hex.value(of: $0) }
    guard digits.count == 64, !digits.contains(nil) else { return nil }
    let nibbles = digits.compactMap(\.self)
    self.init(bytes: stride(from: 0, to: 64, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] })
  }

  /// The 32 bytes, most significant first.
  public var bytes: [UInt8] {
    [words.0, words.1, words.2, words.3].flatMap { word in
      stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> $0) }
    }
  }

  /// The 64 hexadecimal digits, lower case.
  public var hex: String { Hex.string(bytes) }

  /// The first ten hexadecimal digits: what lists show, and what an address may pin.
  public var short: String { String(hex.prefix(10)) }

  /// The first 64 bits.
  public var leadingWord: UInt64 { words.0 }

  public static func == (one: ContentHash, other: ContentHash) -> Bool { one.words == other.words }

  public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}

extension ContentHash: Comparable {
  public static func < (one: ContentHash, other: ContentHash) -> Bool { one.words < other.words }
}

extension ContentHash: CustomStringConvertible, Codable {
  public var description: String { hex }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let hash = ContentHash(hex: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "a content hash is 64 hexadecimal digits")
    }
    self = hash
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hex)
  }
}

/// Hexadecimal digits, lower case.
enum Hex {
  static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  static func string(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
