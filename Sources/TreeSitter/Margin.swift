/// What a line without indentation tells, in any of the languages.
enum Margin {
  /// Words that begin a definition, or what belongs to none.
  private static let openings: Set<String> = [
    "abstract", "async", "class", "const", "declare", "def", "enum", "export", "exports",
    "function", "if", "import", "interface", "let", "module", "namespace", "type", "var",
  ]

  /// Longer words are names.
  private static let longest = 64

  /// Whether the line at `start` begins a definition: with a word for it, with a decorator, or
  /// with `name()` as in shell.
  static func beginsDefinition(_ text: UnsafeRawBufferPointer, at start: Int) -> Bool {
    if text[start] == UInt8(ascii: "@") { return true }
    let word = text[start...].prefix(longest).prefix(while: isWord)
    guard !word.isEmpty else { return false }
    let rest = text[word.endIndex...].prefix(longest).drop { $0 == 0x20 }
    if rest.starts(with: "()".utf8) { return true }
    return openings.contains(String(decoding: word, as: UTF8.self))
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
