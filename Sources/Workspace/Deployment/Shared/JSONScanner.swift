internal import Foundation

/// Reads JSON as ranges of its bytes: what is between and around values can be kept as it is.
struct JSONScanner {
  /// Nobody nests settings this deeply, and the scanner is recursive.
  private static let deepest = 100

  private let bytes: [UInt8]
  private var position: Int
  private var depth = 0

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// The document that `bytes` are.
  ///
  /// - Throws: ``SharedFailure/notJSON(line:reason:)``.
  static func node(of bytes: [UInt8]) throws(SharedFailure) -> JSONNode {
    var scanner = JSONScanner(bytes)
    let node = try scanner.value()
    scanner.skipSpace()
    guard scanner.position == bytes.count else { throw scanner.failure("something follows it") }
    return node
  }

  private mutating func value() throws(SharedFailure) -> JSONNode {
    skipSpace()
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw failure("it nests too deeply") }
    let start = position
    switch next {
    case UInt8(ascii: "{"): return JSONNode(kind: .object(try members()), from: start, to: position)
    case UInt8(ascii: "["): return JSONNode(kind: .array(try values()), from: start, to: position)
    case UInt8(ascii: "\""): _ = try string()
    default: try word()
    }
    return JSONNode(kind: .scalar, from: start, to: position)
  }

  private mutating func members() throws(SharedFailure) -> [JSONNode.Member] {
    var members: [JSONNode.Member] = []
    position += 1
    while try !ends(with: "}", isFirst: members.isEmpty) {
      let start = position
      let key = try string()
      let name = start..<position
      skipSpace()
      guard take(":") else { throw failure("“:” is missing") }
      members.append(JSONNode.Member(key: key, name: name, value: try value()))
    }
    return members
  }

  private mutating func values() throws(SharedFailure) -> [JSONNode] {
    var values: [JSONNode] = []
    position += 1
    while try !ends(with: "]", isFirst: values.isEmpty) { values.append(try value()) }
    return values
  }

  /// Whether the list ends here; else goes on to the next item.
  private mutating func ends(
    with mark: Character, isFirst: Bool
  ) throws(SharedFailure) -> Bool {
    skipSpace()
    if take(mark) { return true }
    if !isFirst {
      guard take(",") else { throw failure("“,” or “\(mark)” is missing") }
      skipSpace()
    }
    return false
  }

  private mutating func string() throws(SharedFailure) -> String {
    let start = position
    guard take("\"") else { throw failure("a key in quotes is missing") }
    while let byte = next, byte != UInt8(ascii: "\""), byte >= 0x20 {
      position += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    guard take("\""),
      let text = try? JSONDecoder().decode(String.self, from: Data(bytes[start..<position]))
    else { throw failure("a string is not as it should be") }
    return text
  }

  /// A number, or `true`, `false` or `null`.
  private mutating func word() throws(SharedFailure) {
    let start = position
    while let byte = next, !" \t\r\n,:[]{}\"".utf8.contains(byte) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard ["true", "false", "null"].contains(text) || Self.isNumber(text) else {
      position = start
      throw failure(text.isEmpty ? "a value is missing" : "“\(text.prefix(20))” is no value")
    }
  }

  private static func isNumber(_ text: String) -> Bool {
    text.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/) != nil
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ mark: Character) -> Bool {
    guard let byte = next, mark.asciiValue == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = next, " \t\r\n".utf8.contains(byte) { position += 1 }
  }

  private func failure(_ reason: String) -> SharedFailure {
    let line = bytes[..<min(position, bytes.count)].count { $0 == 0x0A } + 1
    return .notJSON(line: line, reason: reason)
  }
}

extension JSONNode {
  fileprivate init(kind: Kind, from start: Int, to end: Int) {
    self.init(range: start..<end, kind: kind)
  }
}
