import Sections

/// How the lines of a text end.
enum LineEnds {
  /// With LF, every one; or there is no line end.
  case unix
  /// With CR LF, every one.
  case windows
  /// Now so, now so.
  case mixed

  /// Looks at every line end of `bytes`.
  init(of bytes: [UInt8]) {
    var (feeds, returns, pairs) = (0, 0, 0)
    var previous: UInt8 = 0
    for byte in bytes {
      if byte == 0x0D { returns += 1 }
      if byte == 0x0A {
        feeds += 1
        if previous == 0x0D { pairs += 1 }
      }
      previous = byte
    }
    self = returns == 0 ? .unix : feeds == pairs && returns == pairs ? .windows : .mixed
  }

  /// `bytes`, which have none but LF, with these line ends.
  func written(_ bytes: [UInt8]) -> [UInt8] {
    guard self == .windows else { return bytes }
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 16)
    for byte in bytes {
      if byte == 0x0A { text.append(0x0D) }
      text.append(byte)
    }
    return text
  }
}

extension LineEnds {
  /// The style the merged text is written in, or nil where the texts are to be left as they are:
  /// all end alike already, or one ends its lines now so, now so.
  static func merged(_ ends: Three<LineEnds>) -> LineEnds? {
    guard ends.all.contains(.windows), !ends.all.contains(.mixed) else { return nil }
    return ends.agreed
  }
}

extension Reading {
  /// The bytes and the cuts as they would be if every line ended with LF alone.
  var withUnixLines: (bytes: [UInt8], cuts: [Cut]) {
    let returns = source.bytes.indices.filter { source.bytes[$0] == 0x0D }
    guard !returns.isEmpty else { return (source.bytes, cuts) }
    let bytes = source.bytes.filter { $0 != 0x0D }
    func moved(_ offset: Int) -> Int { offset - returns.partitionPoint { $0 >= offset } }
    func moved(_ range: Range<Int>) -> Range<Int> {
      moved(range.lowerBound)..<moved(range.upperBound)
    }
    let cuts = cuts.map { cut in
      var cut = cut
      cut.range = moved(cut.range)
      cut.head = moved(cut.head)
      cut.tail = moved(cut.tail)
      cut.hash = ContentHash(of: bytes[cut.range])
      return cut
    }
    return (bytes, cuts)
  }
}

extension Array {
  /// The number of elements before the first for which `isPast` holds, in an array where it holds
  /// for all after that one.
  func partitionPoint(_ isPast: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isPast(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
