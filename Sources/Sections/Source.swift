/// One file of a component: its path and its bytes, never decoded on the way in.
public struct Source: Sendable, Equatable {
  /// Where the file is in the library: parts joined by `/`, no leading slash, no `.` or `..`.
  public let path: String
  /// Every byte of the file.
  public let bytes: [UInt8]

  /// A source. The path is taken as it is.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  /// A source made of text, in UTF-8. For tests and examples.
  public init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }

  /// The bytes of `range` as text. Invalid UTF-8 becomes U+FFFD here, and only here.
  public func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// Whether the file is kept without text: there is a NUL in its first 8,192 bytes.
  public var isBinary: Bool { bytes.prefix(8192).contains(0) }

  /// The length of the UTF-8 byte order mark the file begins with: 3, or 0 without one.
  public var byteOrderMark: Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

  /// The program that a `#!` line names, without its folder and version: `python` for
  /// `#!/usr/bin/env -S python3.11 -u`. Nil where the file does not begin with one.
  public var interpreter: String? {
    let start = byteOrderMark
    guard bytes.dropFirst(start).starts(with: [0x23, 0x21]) else { return nil }
    let line = bytes.dropFirst(start + 2).prefix(256).prefix { $0 != 0x0A && $0 != 0x0D }
    let words = line.split { $0 == 0x20 || $0 == 0x09 }.map { String(decoding: $0, as: UTF8.self) }
    var programs = words.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
    if programs.first == "env" {
      programs.removeFirst()
      programs.removeAll { $0.hasPrefix("-") || $0.contains("=") }
    }
    guard let program = programs.first else { return nil }
    let name = program.prefix { !$0.isNumber && $0 != "." }
    return name.isEmpty ? program : String(name)
  }
}
