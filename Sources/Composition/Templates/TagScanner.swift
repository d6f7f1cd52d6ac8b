/// The names that may stand in some text of a template.
struct Vocabulary: Sendable {
  /// Parameters, and whatever else is a single text.
  var texts: Set<String> = []
  /// Parameters that are lists.
  var lists: Set<String> = []
  /// Slots whose sections go to where their name stands.
  var inline: Set<String> = []
  /// Slots whose sections become files, listed by `title`, `path` and `link`.
  var landed: Set<String> = []

  /// What each file of a landed slot can be asked for.
  static let landedFields: Set<String> = ["title", "path", "link"]

  /// The same without slots, and with the names `more`: for paths.
  func forPaths(adding more: Set<String> = []) -> Vocabulary {
    Vocabulary(texts: texts.union(more), lists: lists)
  }

  /// Whether `{{name}}` means something inside the open sections `open`.
  func knows(_ name: String, in open: [String]) -> Bool {
    if name == "." { return open.contains(where: lists.contains) }
    if Self.landedFields.contains(name), open.contains(where: landed.contains) { return true }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    if parts.count == 2, ["yaml", "json"].contains(parts[0]) {
      return texts.contains(parts[1]) || lists.contains(parts[1])
    }
    return texts.contains(name)
  }

  /// Whether `{{#name}}` and `{{^name}}` mean something.
  func knowsSection(_ name: String) -> Bool {
    if name.hasPrefix("has.") {
      let slot = String(name.dropFirst(4))
      return inline.contains(slot) || landed.contains(slot)
    }
    return texts.contains(name) || lists.contains(name) || landed.contains(name)
  }
}

/// Checks the tags of a template's text and puts line marks into it, in one pass.
struct TagScanner {
  /// Sections nested more deeply than this are refused.
  static let deepest = 16

  /// The file, for messages.
  let file: String
  /// The names that may stand in it.
  let vocabulary: Vocabulary
  /// The slots met, in order.
  private(set) var slots: [String] = []
  private var open: [String] = []

  /// A scanner for one text.
  init(file: String, vocabulary: Vocabulary) {
    self.file = file
    self.vocabulary = vocabulary
  }

  /// `text` with a mark at the start of each line, and one in place of each slot's tag.
  mutating func mark(_ text: String, from first: Int) throws(CompositionFailure) -> String {
    var marked = ""
    var number = first
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if number > first { marked += "\n" }
      marked += try mark(line, number)
      number += 1
    }
    if let name = open.last { throw failure(number - 1, "{{#\(name)}} is never closed") }
    return marked
  }

  private mutating func mark(_ line: Substring, _ number: Int) throws(CompositionFailure) -> String
  {
    guard !line.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\t" && $0 != "\r" })
    else { throw failure(number, "there is a control character in this line") }
    var rest = line
    var tags: [Substring] = []
    while let start = rest.firstRange(of: "{{") {
      guard let end = rest[start.upperBound...].firstRange(of: "}}") else {
        throw failure(number, "“{{” without “}}” in the same line")
      }
      tags.append(rest[start.upperBound..<end.lowerBound])
      rest = rest[end.upperBound...]
    }
    let isAlone = tags.count == 1 && line.trimmingSpaces == "{{\(tags[0])}}"
    for tag in tags {
      if let slot = try check(tag, number, isAlone: isAlone) {
        return TemplateText.Mark.line(number) + TemplateText.Mark.slot(slot)
      }
    }
    // Mustache drops a line that holds nothing but one of these; a mark would keep it.
    let vanishes = isAlone && "#^/!".contains(tags[0].first ?? " ")
    return vanishes ? String(line) : TemplateText.Mark.line(number) + line
  }

  /// Checks one tag; gives the slot's name if it is the place for a slot.
  private mutating func check(
    _ tag: Substring, _ number: Int, isAlone: Bool
  ) throws(CompositionFailure) -> String? {
    let sigil = tag.first.flatMap { "#^/!".contains($0) ? $0 : nil }
    let name = (sigil == nil ? tag : tag.dropFirst()).trimmingSpaces
    switch sigil {
    case "!": break
    case "/":
      guard open.popLast() == name else { throw failure(number, "{{/\(name)}} closes nothing") }
    case .some:
      guard vocabulary.knowsSection(name) else { throw unknown(name, number) }
      guard open.count < Self.deepest else { throw failure(number, "nested too deeply") }
      open.append(name)
    case nil:
      if vocabulary.inline.contains(name) {
        guard isAlone else { throw failure(number, "{{\(name)}} should stand alone on its line") }
        slots.append(name)
        return name
      }
      guard vocabulary.knows(name, in: open) else { throw unknown(name, number) }
    }
    return nil
  }

  private func unknown(_ name: String, _ number: Int) -> CompositionFailure {
    let place = open.last.map { " inside {{#\($0)}}" } ?? ""
    return failure(number, "“\(name)” is no parameter or slot that can stand here\(place)")
  }

  private func failure(_ line: Int, _ reason: String) -> CompositionFailure {
    .unreadable(file: file, line: line, reason: reason)
  }
}

extension StringProtocol {
  /// Without spaces, tabs and carriage returns at either end.
  var trimmingSpaces: String {
    let isSpace = { (character: Character) in " \t\r".contains(character) }
    return String(drop(while: isSpace).reversed().drop(while: isSpace).reversed())
  }
}
