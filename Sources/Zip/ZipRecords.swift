/// The records of a zip archive, as PKWARE’s “APPNOTE.TXT – .ZIP File Format Specification”,
/// version 6.3.10, has them: section 4.3.7 for what stands before a file, 4.3.12 for the directory,
/// 4.3.16 for its end. Numbers are little-endian.
enum ZipRecord {
  static let local: UInt32 = 0x0403_4B50
  static let descriptor: UInt32 = 0x0807_4B50
  static let directory: UInt32 = 0x0201_4B50
  static let end: UInt32 = 0x0605_4B50
  static let zip64Locator: UInt32 = 0x0706_4B50

  /// Lengths in bytes, without what is of variable length.
  static let localLength = 30
  static let directoryLength = 46
  static let endLength = 22

  /// General purpose flags, section 4.4.4.
  enum Flag {
    static let encrypted: UInt16 = 1 << 0
    static let descriptor: UInt16 = 1 << 3
    static let strongEncryption: UInt16 = 1 << 6
    static let utf8: UInt16 = 1 << 11
    static let maskedHeader: UInt16 = 1 << 13
  }

  /// Extra fields, section 4.5.
  enum Extra {
    static let zip64: UInt16 = 0x0001
    static let encryption: Set<UInt16> = [0x0014, 0x0015, 0x0016, 0x0017, 0x9901]
    static let unicodePath: UInt16 = 0x7075
  }

  /// Midnight of 1 January 1980, the first day there is: section 4.4.6.
  static let firstTime: UInt16 = 0
  static let firstDate: UInt16 = 1 << 5 | 1
}

/// Reads numbers from bytes. Where there are too few, there is no number.
struct ZipReader {
  let bytes: [UInt8]

  func short(_ offset: Int) -> UInt16? {
    guard offset >= 0, offset + 2 <= bytes.count else { return nil }
    return UInt16(bytes[offset]) | UInt16(bytes[offset + 1]) << 8
  }

  func long(_ offset: Int) -> UInt32? {
    guard let low = short(offset), let high = short(offset + 2) else { return nil }
    return UInt32(low) | UInt32(high) << 16
  }

  func slice(_ offset: Int, _ count: Int) -> ArraySlice<UInt8>? {
    guard offset >= 0, count >= 0, offset <= bytes.count, bytes.count - offset >= count else {
      return nil
    }
    return bytes[offset..<offset + count]
  }
}

extension [UInt8] {
  mutating func append(short value: UInt16) {
    append(UInt8(truncatingIfNeeded: value))
    append(UInt8(truncatingIfNeeded: value >> 8))
  }

  mutating func append(long value: UInt32) {
    append(short: UInt16(truncatingIfNeeded: value))
    append(short: UInt16(truncatingIfNeeded: value >> 16))
  }
}
