/// Bytes that have arrived, and the lines among them.
///
/// Every byte is looked at once and moved at most twice, however it arrives.
struct LineBuffer: Sendable {
  private var bytes: [UInt8] = []
  private var start = 0
  private var searched = 0

  /// How many bytes have arrived and not been taken.
  var count: Int { bytes.count - start }

  /// Adds what has arrived.
  mutating func append(_ more: [UInt8]) {
    if start > bytes.count / 2 {
      bytes.removeFirst(start)
      searched -= start
      start = 0
    }
    bytes += more
  }

  /// Takes the next whole line, without its `\n` or `\r\n`; nil where none is whole yet.
  mutating func next() -> [UInt8]? {
    guard let end = bytes[searched...].firstIndex(of: 0x0A) else {
      searched = bytes.count
      return nil
    }
    let line = bytes[start..<end]
    start = end + 1
    searched = start
    return Array(line.last == 0x0D ? line.dropLast() : line)
  }

  /// Takes what is left when no more will arrive; nil where nothing is.
  mutating func rest() -> [UInt8]? {
    let rest = Array(bytes[start...])
    self = LineBuffer()
    return rest.isEmpty ? nil : rest
  }
}
