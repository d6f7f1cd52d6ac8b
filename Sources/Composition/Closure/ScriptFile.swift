internal import Sections

/// Code of one language put together in a file that can be run.
struct ScriptFile {
  /// The slot.
  let slot: Template.Slot
  /// What goes into the file, in order.
  let ingredients: [Ingredient]
  /// What the names in its first line stand for.
  let names: Names
  /// The component's folder.
  let root: ComponentRoot

  /// Writes the file: its first line, what sets it up, the imports, and then file by file what was
  /// chosen and what that needs, in the order in which it stands there.
  ///
  /// - Returns: the modules that stand beside it, where these are followed.
  /// - Throws: ``CompositionFailure``, where something is in no known language, or two files give
  ///   one name different meanings.
  func write(to file: inout Composed.File) throws(CompositionFailure) -> [Composed.File] {
    for ingredient in ingredients where ingredient.part.codeLanguage == nil {
      throw .notAccepted(
        slot: slot.name, address: ingredient.part.address.text, kind: "in no known language")
    }
    var files: [(file: CodeFile, sections: [CodeClosure.Unit])] = []
    var groups: [Group] = []
    for ingredient in ingredients {
      guard let code = ingredient.part.file else {
        groups.append(.loose(ingredient))
        continue
      }
      let known = files.firstIndex {
        PathKey($0.file.path) == PathKey(code.path) && $0.file.bytes == code.bytes
      }
      if known == nil {
        groups.append(.file(files.count))
        files.append((code, []))
      }
      files[known ?? files.count - 1].sections.append(ingredient.unit)
    }
    let modules = try ModuleSplit(
      files, whole: ingredients.map(\.part).filter { $0.file == nil },
      among: ingredients.flatMap(\.part.modules), path: file.path, root: root)
    let gathering = modules.gathering
    var rest = gathering.closures.indices[...]
    groups = groups.flatMap { group -> [Group] in
      guard case .file = group else { return [group] }
      let own = rest.firstIndex { !gathering.closures[$0].units.isEmpty } ?? rest.endIndex - 1
      defer { rest = rest[(own + 1)...] }
      return rest[...own].map(Group.file)
    }
    groups += rest.map(Group.file)
    var writer = ScriptWriter(gathering, groups, parts: ingredients.map(\.part))
    writer.write(shebang: shebang())
    file.draft = writer.draft
    file.draft.finish()
    file.placements = writer.placements()
    file.isExecutable = writer.hasShebang || ingredients.contains { $0.part.isExecutable }
    file.script = Composed.Script(
      language: ingredients.first?.part.codeLanguage?.name ?? "",
      sources: gathering.closures.map {
        Composed.Script.Source(path: $0.file.path, bytes: $0.file.bytes)
      }
        + ingredients.filter { $0.part.file == nil }.map { loose in
          let bytes = loose.code().flatMap { loose.part.passage.bytes[$0] }
          return Composed.Script.Source(path: loose.part.path, bytes: bytes)
        },
      unresolved: gathering.unresolved(beside: modules.beside) + modules.unresolved
        + writer.mixed(at: file.path))
    return modules.files
  }

  /// What a script is made of, in order.
  enum Group {
    /// What comes out of a file: its position in the gathering.
    case file(Int)
    /// Code that is taken as it is: a block of a Markdown file, a whole file.
    case loose(Ingredient)
  }

  /// The template's first line, where the language has an interpreter.
  private func shebang() -> [(text: String, origin: Origin)] {
    guard let shebang = slot.shebang, let ingredient = ingredients.first,
      ingredient.part.codeLanguage?.interpreter != nil
    else { return [] }
    return shebang.pieces(names.adding(ingredient.pathNames)).compactMap { piece in
      guard case .text(let text, let line) = piece else { return nil }
      return (text, .template(file: shebang.file, line: line))
    }
  }
}

extension Ingredient {
  /// The bytes of its file that it is, and those of them that are written.
  fileprivate var unit: CodeClosure.Unit {
    let start = part.passage.start
    func place(_ range: Range<Int>) -> Range<Int> {
      start + range.lowerBound..<start + range.upperBound
    }
    let whole = place(0..<part.passage.bytes.count)
    let pieces = entry.children ? [whole] : [place(part.head), place(part.tail)]
    return CodeClosure.Unit(range: whole, pieces: pieces)
  }

  /// The bytes of the section that are code: of a fenced block, what is between the fences.
  func code() -> [Range<Int>] {
    let bytes = part.passage.bytes
    let whole = entry.children ? [0..<bytes.count] : [part.head, part.tail]
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
