/// The pieces that a model knows, by their bytes.
///
/// A table of 64-bit numbers over the file's own bytes: 30,000 strings in a dictionary would take
/// longer to make than a query to embed.
struct Vocabulary: Sendable {
  /// How many pieces there are.
  let count: Int
  private let file: MappedFile
  private let starts: Memory
  /// Numbers of pieces plus 1, at the place their hash says or after it; 0 where none is.
  private let table: Memory
  private let places: Int

  /// A vocabulary of one piece a line.
  init(_ file: MappedFile, _ packing: inout Packing) {
    let bytes = file.bytes
    let newline = UInt8(ascii: "\n")
    let count = bytes.reduce(bytes.last == newline ? 0 : 1) { $0 + ($1 == newline ? 1 : 0) }
    let places = (4 * count + 16).nextPowerOfTwo
    let memories = packing.memories([4 * count, 4 * places]) { memories in
      let (starts, table) = (memories[0].integers, memories[1].integers)
      var (start, number) = (0, 0)
      for (offset, byte) in bytes.enumerated() where byte == newline || offset + 1 == bytes.count {
        starts[number] = Int32(start)
        number += 1
        start = offset + 1
      }
      // Of equal pieces the one that was put in first is found.
      for number in (0..<number).reversed() {
        let end = number + 1 < count ? Int(starts[number + 1]) : bytes.count
        let piece = Self.piece(in: bytes, Int(starts[number])..<end)
        var place = Self.hash(of: piece) & (places - 1)
        while table[place] != 0 { place = (place + 1) & (places - 1) }
        table[place] = Int32(number + 1)
      }
    }
    self.count = count
    self.file = file
    self.places = places
    starts = memories[0]
    table = memories[1]
  }

  /// The number of the piece with these bytes, or nil. Of equal pieces it is the last.
  func number(of piece: some Collection<UInt8>) -> Int32? {
    let (starts, table) = (starts.integers, table.integers)
    var place = Self.hash(of: piece) & (places - 1)
    while table[place] != 0 {
      let number = Int(table[place]) - 1
      let end = number + 1 < count ? Int(starts[number + 1]) : file.count
      let found = Self.piece(in: file.bytes, Int(starts[number])..<end)
      if found.elementsEqual(piece) { return Int32(number) }
      place = (place + 1) & (places - 1)
    }
    return nil
  }

  /// A line without its end.
  private static func piece(
    in bytes: UnsafeRawBufferPointer, _ line: Range<Int>
  ) -> Slice<UnsafeRawBufferPointer> {
    var end = line.upperBound
    if end > line.lowerBound, bytes[end - 1] == UInt8(ascii: "\n") { end -= 1 }
    if end > line.lowerBound, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return bytes[line.lowerBound..<end]
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
