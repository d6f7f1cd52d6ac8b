import Sections

/// The places in a text that may define a link: `[label]: destination`.
struct LinkDefinitions {
  private let search: LinkDestination
  private var places: [String: [Range<Int>]] = [:]

  /// Looks at the beginning of every line of `source` but those of `hidden`, which are in order.
  init(in source: Source, lines: LineTable, from first: Int, hidden: [Range<Int>]) {
    search = LinkDestination(in: source.bytes)
    var hidden = hidden[...]
    for line in first..<max(first, lines.starts.count) {
      while let block = hidden.first, block.upperBound <= line { hidden.removeFirst() }
      if hidden.first?.contains(line) == true { continue }
      add(source, lines.range(ofLine: line))
    }
  }

  private mutating func add(_ source: Source, _ line: Range<Int>) {
    let bytes = source.bytes
    var start = line.lowerBound
    while start < line.upperBound, bytes[start] <= 0x20 || " >-*+".utf8.contains(bytes[start]) {
      start += 1
    }
    guard start < line.upperBound, bytes[start] == UInt8(ascii: "["),
      let end = LinkDefinitions.closing(bytes, from: start + 1, limit: line.upperBound),
      end + 1 < line.upperBound, bytes[end + 1] == UInt8(ascii: ":")
    else { return }
    // The destination may stand in the line after the label.
    let limit = min(bytes.count, line.upperBound + 4096)
    let cursor = search.afterBlanks(end + 2, limit)
    guard let place = search.written(at: cursor, limit: limit), !place.isEmpty else { return }
    places[LinkDefinitions.key(source.text(start + 1..<end)), default: []].append(place)
  }

  /// Where the definition of the link that `text`, which ends in `]`, shows has `destination`.
  func place(for text: String, as destination: String) -> Range<Int>? {
    let bytes = Array(text.utf8)
    guard var open = bytes.dropLast().lastIndex(of: UInt8(ascii: "[")) else { return nil }
    // `[x][]` is called `x`.
    if open == bytes.count - 2, open > 0 {
      open = bytes[..<(open - 1)].lastIndex(of: UInt8(ascii: "[")) ?? 0
    }
    let label = bytes[(open + 1)...].prefix { $0 != UInt8(ascii: "]") }
    let key = LinkDefinitions.key(String(decoding: label, as: UTF8.self))
    return places[key]?.first { search.reads($0, as: destination) }
  }

  private static func closing(_ bytes: [UInt8], from start: Int, limit: Int) -> Int? {
    var cursor = start
    while cursor < limit, bytes[cursor] != UInt8(ascii: "]") {
      cursor += bytes[cursor] == UInt8(ascii: "\\") ? 2 : 1
    }
    return cursor < limit && cursor > start ? cursor : nil
  }

  /// Labels are compared without regard to case and to how their words are spaced.
  private static func key(_ label: String) -> String {
    label.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
