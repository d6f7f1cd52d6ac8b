import Sections

/// What the destination of a link refers to.
enum LinkTarget {
  /// The file and anchor that `destination` names, percent-decoded. Nil for web addresses and
  /// anything else with a scheme or host, and for nothing.
  static func file(_ destination: String) -> Reference.Target? {
    let text = destination.utf8
    guard !text.isEmpty, !text.starts(with: "//".utf8), !hasScheme(text) else { return nil }
    let mark = text.firstIndex(of: UInt8(ascii: "#"))
    let path = text[..<(mark ?? text.endIndex)].prefix { $0 != UInt8(ascii: "?") }
    let anchor = mark.map { decode(text[$0...].dropFirst()) }
    guard !path.isEmpty || anchor?.isEmpty == false else { return nil }
    return .file(path: decode(path), anchor: anchor)
  }

  /// Whether `text` begins with letters and a colon, as in `mailto:`.
  private static func hasScheme(_ text: String.UTF8View) -> Bool {
    let name = text.prefix { $0 != UInt8(ascii: ":") }
    guard name.endIndex < text.endIndex, let first = name.first, isLetter(first) else {
      return false
    }
    return name.allSatisfy {
      isLetter($0) || (0x2B...0x39).contains($0) && $0 != 0x2C && $0 != 0x2F
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  private static func decode(_ text: some Sequence<UInt8>) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let value = hexadecimal(rest.prefix(2)) {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt8? {
    guard digits.count == 2, digits.allSatisfy({ $0 != UInt8(ascii: "+") }) else { return nil }
    return UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
  }
}
