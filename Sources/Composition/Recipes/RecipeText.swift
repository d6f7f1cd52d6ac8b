internal import Sections
internal import Yams

/// A recipe as its file has it, which is changed in place: comments, order and quotes of what does
/// not change stay as their author wrote them.
package struct RecipeText: Sendable {
  /// The file's text.
  package private(set) var text: String { didSet { bytes = Array(text.utf8) } }
  /// The file's bytes: just those that were read, until something is changed.
  package private(set) var bytes: [UInt8]
  /// The bytes of the file when it was read; nil where there was none.
  package let read: [UInt8]?
  /// What it says.
  package private(set) var recipe: Recipe
  /// Its path, as messages name it.
  package let file: String

  /// Reads a recipe.
  ///
  /// - Parameter file: its path, for messages.
  /// - Throws: ``CompositionFailure/unreadable(file:line:reason:)``.
  package init(_ bytes: [UInt8], file: String) throws(CompositionFailure) {
    recipe = try Recipe(bytes, file: file)
    text = String(decoding: bytes, as: UTF8.self)
    self.bytes = bytes
    read = bytes
    self.file = file
  }

  /// A recipe that is written anew.
  ///
  /// - Parameter read: the bytes of the file that it is to replace; nil where there is none.
  package init(_ recipe: Recipe, file: String, read: [UInt8]? = nil) {
    self.recipe = recipe
    self.file = file
    self.read = read
    text = recipe.text
    bytes = Array(recipe.text.utf8)
  }

  /// Changes the text so that it says `wanted`.
  ///
  /// - Throws: ``CompositionFailure/unreadable(file:line:reason:)`` where that cannot be done
  ///   without writing anew what its author wrote in some way of their own, or where its bytes are
  ///   not UTF-8.
  package mutating func become(_ wanted: Recipe) throws(CompositionFailure) {
    guard wanted != recipe else { return }
    try expectUTF8()
    for (name, setting) in wanted.parameters.sorted(by: { $0.key < $1.key })
    where recipe.parameters[name] != setting {
      var next = recipe
      next.parameters[name] = setting
      try set(name, setting, as: next)
    }
    for (slot, entries) in wanted.slots.sorted(by: { $0.key < $1.key }) {
      try shrink(slot, to: entries)
      for (index, entry) in entries.enumerated()
      where entry != recipe.slots[slot, default: []].dropFirst(index).first {
        try put(entry, at: index, in: slot)
      }
    }
    try addOthers(of: wanted)
    try setOwn(wanted.own)
    guard recipe == wanted else { throw refusal(1) }
  }

  // MARK: Slots

  private mutating func put(
    _ entry: Recipe.Entry, at index: Int, in slot: String
  ) throws(CompositionFailure) {
    var next = recipe
    let isNew = index >= next.slots[slot, default: []].count
    if isNew {
      next.slots[slot, default: []].append(entry)
    } else {
      next.slots[slot]?[index] = entry
    }
    let yaml = YAMLText(text)
    let top = try top()
    guard let slots = top.mapping?["slots"], slots.null == nil, slots.mapping?.isEmpty == false
    else {
      let lines = ["  \(Quoted.yaml(slot)):"] + entry.lines(indent: 4)
      return try insertPart("slots", lines, after: nil, yaml, top, as: next)
    }
    guard let list = slots.mapping?[slot] else {
      let indent = slots.mapping?.first.map { yaml.column(of: $0.key) } ?? 2
      let key = String(repeating: " ", count: indent) + "\(Quoted.yaml(slot)):"
      return try insert([key] + entry.lines(indent: indent + 2), after: slots, yaml, as: next)
    }
    if !isNew, let node = list.sequence?.dropFirst(index).first {
      return try replace(node, by: entry, indent: yaml.column(of: list), yaml, as: next)
    }
    if list.sequence?.isEmpty == false, !yaml.isOnOneLine(list) {
      return try insert(entry.lines(indent: yaml.column(of: list)), after: list, yaml, as: next)
    }
    try begin(list, with: entry, of: slots, yaml, as: next)
  }

  /// Gives a list on one line, empty perhaps, one more entry.
  private mutating func begin(
    _ list: Node, with entry: Recipe.Entry, of slots: Node, _ yaml: YAMLText, as next: Recipe
  ) throws(CompositionFailure) {
    guard let start = yaml.start(of: list), let count = list.sequence?.count else {
      throw refusal(list.mark?.line)
    }
    let indent = (slots.mapping?.first.map { yaml.column(of: $0.key) } ?? 2) + 2
    let block = trimmed(yaml.lineEnding + lines(entry.lines(indent: indent), yaml), yaml)
    for end in yaml.ends(of: list) where end > start {
      let new =
        count == 0
        ? yaml.replacing(yaml.blanks(before: start)..<end, with: block)
        : yaml.replacing(end - 1..<end, with: ", \(entry.flow)]")
      if take(new, as: next) { return }
    }
    throw refusal(list.mark?.line)
  }

  private mutating func replace(
    _ node: Node, by entry: Recipe.Entry, indent: Int, _ yaml: YAMLText, as next: Recipe
  ) throws(CompositionFailure) {
    guard let start = yaml.start(of: node) else { throw refusal(node.mark?.line) }
    // Where only the address differs, what else the author wrote of the entry stays.
    if let address = node.mapping?["section"], let from = yaml.start(of: address) {
      for end in yaml.ends(of: address) where end >= from {
        let new = Quoted.yaml(entry.address.text)
        if entry.text == nil, take(yaml.replacing(from..<end, with: new), as: next) { return }
      }
    }
    let block = entry.lines(indent: indent)
    let first = block.first.map { String($0.dropFirst(indent + 2)) } ?? ""
    let new = lines([first] + block.dropFirst(), yaml)
    for end in yaml.ends(of: node) where end >= start {
      if take(yaml.replacing(start..<end, with: trimmed(new, yaml)), as: next) { return }
      if take(yaml.replacing(start..<end, with: entry.flow), as: next) { return }
    }
    throw refusal(node.mark?.line)
  }

  // MARK: Lines

  /// Adds lines after the value `node`.
  mutating func insert(
    _ new: [String], after node: Node, _ yaml: YAMLText, as next: Recipe
  ) throws(CompositionFailure) {
    for end in yaml.ends(of: node) {
      let line = yaml.nextLine(max(0, end))
      let opening = yaml.isAtLineStart(line) ? "" : yaml.lineEnding
      if take(yaml.replacing(line..<line, with: opening + lines(new, yaml)), as: next) { return }
    }
    throw refusal(node.mark?.line)
  }

  /// Lines with the line ending of the text.
  func lines(_ lines: [String], _ yaml: YAMLText) -> String {
    lines.map { $0 + yaml.lineEnding }.joined()
  }

  /// `text` without its last line ending.
  func trimmed(_ text: String, _ yaml: YAMLText) -> String {
    text.hasSuffix(yaml.lineEnding) ? String(text.dropLast()) : text
  }

  /// Takes `candidate` for the text, if it says `next`.
  mutating func take(_ candidate: String, as next: Recipe) -> Bool {
    guard let read = try? Recipe(Array(candidate.utf8), file: file), read == next else {
      return false
    }
    (text, recipe) = (candidate, next)
    return true
  }

  /// The recipe as YAML.
  func top() throws(CompositionFailure) -> Node {
    guard let top = try? YAMLDocument.top(of: text) else { throw refusal(1) }
    return top
  }

  /// Why the line cannot be changed.
  func refusal(_ line: Int?) -> CompositionFailure {
    .unreadable(
      file: file, line: line ?? 1,
      reason: "this is written in a way that cannot be changed without losing something of it; "
        + "change it by hand, or begin anew with --replace")
  }
}
