/// The pieces that a model knows, by their bytes.
///
/// A table of 64-bit numbers over the file's own bytes: 30,000 strings in a dictionary would take
/// longer to make than a query to embed.
struct Vocabulary: Sendable {
  /// How many pieces there are.
  let count: Int
  private let bytes: [UInt8]
  private let starts: [Int32]
  /// Numbers of pieces plus 1, at the place their hash says or after it; 0 where none is.
  private let table: [Int32]

  /// A vocabulary of one piece a line.
  init(_ bytes: [UInt8]) {
    var starts: [Int32] = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(Int32(offset + 1))
    }
    if starts.last == Int32(bytes.count) { starts.removeLast() }
    count = starts.count
    var table = [Int32](repeating: 0, count: (4 * starts.count + 16).nextPowerOfTwo)
    self.bytes = bytes
    self.starts = starts
    // Of equal pieces the one that was put in first is found.
    for number in starts.indices.reversed() {
      let piece = Self.piece(number, starts, bytes)
      var place = Self.hash(of: bytes[piece]) & (table.count - 1)
      while table[place] != 0 { place = (place + 1) & (table.count - 1) }
      table[place] = Int32(number + 1)
    }
    self.table = table
  }

  /// The number of the piece with these bytes, or nil. Of equal pieces it is the last.
  func number(of piece: some Collection<UInt8>) -> Int32? {
    var place = Self.hash(of: piece) & (table.count - 1)
    while table[place] != 0 {
      let number = table[place] - 1
      if bytes[Self.piece(Int(number), starts, bytes)].elementsEqual(piece) { return number }
      place = (place + 1) & (table.count - 1)
    }
    return nil
  }

  private static func piece(_ number: Int, _ starts: [Int32], _ bytes: [UInt8]) -> Range<Int> {
    let start = Int(starts[number])
    var end = number + 1 < starts.count ? Int(starts[number + 1]) : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\n") { end -= 1 }
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<end
  }

  /// FNV-1a.
  private static func hash(of piece: some Sequence<UInt8>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in piece { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: (hash ^ hash >> 32) & 0x7FFF_FFFF)
  }
}

extension Int {
  fileprivate var nextPowerOfTwo: Int {
    1 << (Int.bitWidth - (self - 1).leadingZeroBitCount)
  }
}
