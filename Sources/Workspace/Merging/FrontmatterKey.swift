import Sections

/// A top-level key of frontmatter, with its value: the lines down to the next key.
struct FrontmatterKey {
  /// The key, without quotes. Empty for what stands before the first key.
  let name: String
  /// The same, with `~2` for the second of its name.
  let anchor: String
  /// Its lines, with the comments, blank and indented lines that follow it.
  let range: Range<Int>

  /// The keys in `yaml`, in order. Together they are all its bytes.
  static func all(in bytes: [UInt8], _ yaml: Range<Int>) -> [FrontmatterKey] {
    var starts: [(name: String, offset: Int)] = []
    var offset = yaml.lowerBound
    while offset < yaml.upperBound {
      let name = name(ofLineAt: offset, in: bytes[yaml])
      if name != nil || starts.isEmpty { starts.append((name ?? "", offset)) }
      let end = bytes[offset..<yaml.upperBound].firstIndex { $0 == 0x0A || $0 == 0x0D }
      offset = end.map { $0 + 1 } ?? yaml.upperBound
    }
    var seen: [String: Int] = [:]
    return starts.indices.map { index in
      let name = starts[index].name
      let end = index + 1 < starts.count ? starts[index + 1].offset : yaml.upperBound
      seen[name, default: 0] += 1
      let number = seen[name, default: 1]
      return FrontmatterKey(
        name: name, anchor: number == 1 ? name : "\(name)~\(number)",
        range: starts[index].offset..<end)
    }
  }

  /// The key that begins at `offset`; nil for a line that continues the key above it.
  private static func name(ofLineAt offset: Int, in yaml: ArraySlice<UInt8>) -> String? {
    let line = yaml[offset...].prefix { $0 != 0x0A && $0 != 0x0D }
    guard let first = line.first, !first.isBlank, first != UInt8(ascii: "#"),
      first != UInt8(ascii: "-"), let colon = line.firstIndex(of: UInt8(ascii: ":"))
    else { return nil }
    let name = String(decoding: line[..<colon], as: UTF8.self)
    return name.filter { $0 != "\"" && $0 != "'" && !$0.isWhitespace }
  }
}
