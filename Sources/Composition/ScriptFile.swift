internal import Sections

/// Code of one language put together in a file that can be run.
struct ScriptFile {
  /// The slot.
  let slot: Template.Slot
  /// What goes into the file, in order.
  let ingredients: [Ingredient]
  /// What the names in its first line stand for.
  let names: Names

  /// Writes the file: its first line, then what stands at the top of the files that the sections
  /// come from, each once, then the sections in their order.
  func write(to file: inout Composed.File) throws(CompositionFailure) {
    for ingredient in ingredients where ingredient.part.codeLanguage == nil {
      throw .notAccepted(
        slot: slot.name, address: ingredient.part.address.text, kind: "in no known language")
    }
    let preambles = preambles()
    file.isExecutable = writeShebang(before: preambles.first?.passage, to: &file.draft)
    for preamble in preambles {
      separate(&file.draft)
      let range = Lines.trimmed(preamble.passage.bytes, 0..<preamble.passage.bytes.count)
      file.place(preamble) { $0.append(preamble.passage, range) }
    }
    for ingredient in ingredients {
      separate(&file.draft)
      file.place(ingredient.part) { draft in
        for range in code(of: ingredient) {
          draft.endLine()
          draft.append(ingredient.part.passage, range)
        }
      }
    }
    file.draft.finish()
  }

  /// The first line, unless the file brings its own. Whether there is one.
  private func writeShebang(before first: Passage?, to draft: inout Draft) -> Bool {
    let top = first ?? ingredients.first?.part.passage
    if top?.bytes.starts(with: "#!".utf8) == true { return true }
    guard let shebang = slot.shebang, let ingredient = ingredients.first,
      ingredient.part.codeLanguage?.interpreter != nil
    else { return false }
    for case .text(let text, let line) in shebang.pieces(names.adding(ingredient.pathNames)) {
      draft.append(text, from: .template(file: shebang.file, line: line))
    }
    draft.endLine()
    return true
  }

  private func separate(_ draft: inout Draft) {
    if !draft.bytes.isEmpty { draft.leaveBlankLine() }
  }

  /// The preambles of the sections' files, as parts, without those that the recipe lists itself.
  private func preambles() -> [Part] {
    var seen = Set(ingredients.map { Key(path: $0.part.path, hash: $0.part.passage.hash) })
    return ingredients.compactMap { ingredient in
      guard let preamble = ingredient.part.preamble else { return nil }
      let key = Key(path: ingredient.part.path, hash: preamble.hash)
      guard seen.insert(key).inserted else { return nil }
      return Part(
        address: ingredient.part.address, passage: preamble, path: ingredient.part.path,
        kind: .preamble, title: "")
    }
  }

  private struct Key: Hashable {
    let path: String
    let hash: ContentHash
  }

  /// The bytes of the section that are code: of a fenced block, what is between the fences.
  private func code(of ingredient: Ingredient) -> [Range<Int>] {
    let part = ingredient.part
    let bytes = part.passage.bytes
    let whole = ingredient.entry.children ? [0..<bytes.count] : [part.head, part.tail]
    let ranges = whole.map { Lines.trimmed(bytes, $0) }.filter { !$0.isEmpty }
    guard part.kind == .code, let range = ranges.first else { return ranges }
    let first = Lines.lineEnd(bytes, from: range.lowerBound, limit: range.upperBound)
    guard let opening = Lines.fence(bytes[range.lowerBound..<first.before]) else { return ranges }
    var end = range.upperBound
    while end > first.after, Lines.isBlank(bytes[end - 1]) { end -= 1 }
    let last = bytes[..<end].lastIndex { $0 == 0x0A || $0 == 0x0D }.map { $0 + 1 } ?? 0
    let closed = last >= first.after && Lines.closes(bytes[last..<end], opening)
    return [first.after..<(closed ? last : range.upperBound)]
  }
}
