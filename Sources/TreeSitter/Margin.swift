/// What a line without indentation tells.
enum Margin: Sendable {
  /// In a programming language: that a definition begins, where it does so with a word for one,
  /// with a decorator, or with `name()` as in shell.
  case definitions
  /// In YAML: that a key, a comment or a document begins, where it does not continue a list or a
  /// bracket.
  case keys

  /// Words that begin a definition, or what belongs to none.
  private static let openings: Set<String> = [
    "abstract", "async", "class", "const", "declare", "def", "enum", "export", "exports",
    "function", "if", "import", "interface", "let", "module", "namespace", "type", "var",
  ]

  /// Longer words are names.
  private static let longest = 64

  /// Whether something new begins with the line at `start`.
  func begins(_ text: UnsafeRawBufferPointer, at start: Int) -> Bool {
    switch self {
    case .definitions: isDecorator(text, at: start) || Margin.beginsDefinition(text, at: start)
    case .keys: text[start] > 0x20 && !isClosing(text, at: start) && !isItem(text, at: start)
    }
  }

  /// Whether the line at `start` belongs to a definition that follows it.
  func isDecorator(_ text: UnsafeRawBufferPointer, at start: Int) -> Bool {
    self == .definitions && text[start] == UInt8(ascii: "@")
  }

  private func isClosing(_ text: UnsafeRawBufferPointer, at start: Int) -> Bool {
    text[start] == UInt8(ascii: "]") || text[start] == UInt8(ascii: "}")
  }

  private func isItem(_ text: UnsafeRawBufferPointer, at start: Int) -> Bool {
    text[start] == UInt8(ascii: "-")
      && (start + 1 == text.count || text[start + 1] <= 0x20)
  }

  private static func beginsDefinition(_ text: UnsafeRawBufferPointer, at start: Int) -> Bool {
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
