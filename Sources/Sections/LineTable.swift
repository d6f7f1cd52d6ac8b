/// Where the lines of some bytes begin.
///
/// A line ends after LF, after CR LF, or after a CR alone; the ending belongs to its line.
public struct LineTable: Sendable {
  /// The offset of each line's first byte, in order. Never empty: no bytes are one empty line.
  public let starts: [Int]
  /// The number of bytes.
  public let count: Int

  /// Finds the lines of `bytes`.
  public init(_ bytes: [UInt8]) {
    var starts = [0]
    bytes.withUnsafeBufferPointer { buffer in
      var index = 0
      while index < buffer.count {
        let byte = buffer[index]
        index += 1
        guard byte == 0x0A || byte == 0x0D else { continue }
        if byte == 0x0D, index < buffer.count, buffer[index] == 0x0A { index += 1 }
        if index < buffer.count { starts.append(index) }
      }
    }
    self.starts = starts
    count = bytes.count
  }

  /// The zero-based line in which byte `offset` stands. `offset` may be the end of the bytes.
  public func line(at offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The bytes of zero-based line `line`, its ending included. Empty past the last line.
  public func range(ofLine line: Int) -> Range<Int> {
    guard line < starts.count else { return count..<count }
    return starts[line]..<(line + 1 < starts.count ? starts[line + 1] : count)
  }
}
