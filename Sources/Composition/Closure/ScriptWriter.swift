internal import Sections

/// Writes what was gathered, each byte with its origin.
struct ScriptWriter {
  /// What was written.
  var draft = Draft()
  /// Whether the first line names what runs the file.
  private(set) var hasShebang = false

  /// What is written.
  let gathering: Gathering
  private let groups: [ScriptFile.Group]
  /// What was chosen.
  let parts: [Part]
  /// The imports.
  private(set) var imports: ImportLines
  /// What was written before its turn, by file.
  private var written: [Int: [Range<Int>]] = [:]

  /// - Parameter parts: what was chosen, for the origins.
  init(_ gathering: Gathering, _ groups: [ScriptFile.Group], parts: [Part]) {
    self.gathering = gathering
    self.groups = groups
    self.parts = parts
    imports = ImportLines(gathering)
  }

  /// Writes everything.
  ///
  /// - Parameter shebang: the first line, where no file brings one.
  mutating func write(shebang: [(text: String, origin: Origin)]) {
    writeShebang(or: shebang)
    if !beginsWithChosen { hoistFromChosen() }
    writeHeaders()
    writeSetup()
    writeImports()
    for group in groups {
      switch group {
      case .file(let index): writeFile(index)
      case .loose(let ingredient): writeLoose(ingredient)
      }
    }
  }

  /// Whether nothing is to be written before the first stretch that was chosen, so that this may
  /// keep what has to be at the top.
  private var beginsWithChosen: Bool {
    guard case .file(let first)? = groups.first, imports.lines.isEmpty,
      gathering.closures.allSatisfy({ closure in
        !closure.taken.contains { closure.file.statements[$0].role != .definition }
      })
    else { return false }
    let closure = gathering.closures[first]
    let others = gathering.closures.indices.filter { $0 != first }
    let start = closure.units.first?.range.lowerBound ?? 0
    return closure.taken.allSatisfy { closure.file.statements[$0].range.lowerBound > start }
      && others.allSatisfy { index in
        gathering.closures[index].chosen.allSatisfy {
          gathering.closures[index].file.statements[$0].role != .setup
        }
      }
  }

  private mutating func writeShebang(or fallback: [(text: String, origin: Origin)]) {
    // That of a file with a chosen section is more to the point than that of a module.
    let closures = gathering.closures.enumerated()
    for (index, closure) in closures.filter({ !$1.units.isEmpty })
      + closures.filter({ $1.units.isEmpty })
    {
      let range = closure.file.shebang
      guard !range.isEmpty else { continue }
      if !hasShebang {
        emit(range, of: index)
        hasShebang = true
      }
      written[index, default: []].append(range)
    }
    if !hasShebang, case .loose(let ingredient)? = groups.first,
      let code = ingredient.code().first,
      !CodeFile.shebang(in: ingredient.part.passage.bytes, code).isEmpty
    {
      hasShebang = true
      return
    }
    guard !hasShebang, !fallback.isEmpty else { return }
    for piece in fallback { draft.append(piece.text, from: piece.origin) }
    draft.endLine()
    hasShebang = true
  }

  /// Takes what has to be at the top out of what was chosen.
  private mutating func hoistFromChosen() {
    for (index, closure) in gathering.closures.enumerated() {
      for position in closure.chosen.sorted() {
        let statement = closure.file.statements[position]
        if statement.role == .setup, !statement.imports.isEmpty {
          imports.hoist(statement, of: index)
          written[index, default: []].append(statement.range)
        }
      }
    }
  }

  private mutating func writeHeaders() {
    for (index, closure) in gathering.closures.enumerated() {
      for position in closure.taken.sorted()
      where closure.file.statements[position].role == .header {
        draft.endLine()
        emit(closure.file.statements[position].range, of: index)
        draft.endLine()
      }
    }
  }

  /// What sets up the script, but for what leans on names of its file.
  private mutating func writeSetup() {
    var isFirst = true
    for (index, closure) in gathering.closures.enumerated() {
      for position in closure.taken.sorted() where isHoisted(position, in: closure) {
        if !gathering.repeated[index].contains(position) {
          if isFirst { separate() }
          isFirst = false
          draft.endLine()
          emit(closure.file.statements[position].range, of: index)
        }
      }
    }
  }

  private func isHoisted(_ position: Int, in closure: CodeClosure) -> Bool {
    closure.file.statements[position].role == .setup && !closure.leans(position)
  }

  private mutating func writeImports() {
    for isFirst in [true, false] {
      let lines = imports.lines.filter { $0.isFirst == isFirst }
      if !lines.isEmpty { separate() }
      for line in lines {
        draft.endLine()
        write(line)
        draft.endLine()
      }
    }
  }

  private mutating func write(_ line: ImportLines.Line) {
    if let whole = line.whole { return emit(whole, of: line.file) }
    emit(line.shape.opening, of: line.file)
    if !line.names.isEmpty {
      draft.append(line.shape.isBraced ? " { " : " ", from: .glue)
      for (position, each) in line.names.enumerated() {
        if position > 0 { draft.append(", ", from: .glue) }
        emit(each.name.range, of: each.file)
      }
      if line.shape.isBraced { draft.append(" }", from: .glue) }
    }
    guard !line.shape.closing.isEmpty else { return }
    draft.append(" ", from: .glue)
    emit(line.shape.closing, of: line.file)
  }

  /// What was chosen of a file and what comes with it, in the file's own order.
  private mutating func writeFile(_ index: Int) {
    let closure = gathering.closures[index]
    var pieces = closure.units.flatMap(\.pieces)
    for position in closure.taken.subtracting(gathering.repeated[index]) {
      let statement = closure.file.statements[position]
      if statement.role == .header || isHoisted(position, in: closure) { continue }
      pieces.append(statement.range)
    }
    for position in closure.wanted.keys where closure.isRooted(position) {
      pieces.append(closure.file.statements[position].range)
    }
    var last: Int?
    for piece in pieces.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      for range in rest(of: piece, of: index) {
        let text = Lines.trimmed(closure.file.bytes, range)
        guard !text.isEmpty else { continue }
        if let last, last <= text.lowerBound, isBlank(last..<text.lowerBound, closure.file) {
          emit(last..<text.lowerBound, of: index)
        } else {
          separate(at: text.lowerBound, of: index)
        }
        guardStart(text, closure.file)
        emit(text, of: index)
        last = text.upperBound
      }
    }
  }

  private mutating func writeLoose(_ ingredient: Ingredient) {
    separate()
    for range in ingredient.code() {
      draft.endLine()
      draft.append(ingredient.part.passage, range)
    }
  }

  /// What of `piece` has not been written yet.
  private func rest(of piece: Range<Int>, of index: Int) -> [Range<Int>] {
    var rest = [piece]
    for range in written[index, default: []] {
      rest = rest.flatMap { each -> [Range<Int>] in
        guard each.overlaps(range) else { return [each] }
        return [
          each.lowerBound..<max(each.lowerBound, range.lowerBound),
          min(each.upperBound, range.upperBound)..<each.upperBound,
        ].filter { !$0.isEmpty }
      }
    }
    return rest
  }

  private func isBlank(_ range: Range<Int>, _ file: CodeFile) -> Bool {
    file.bytes[range].allSatisfy(Lines.isBlank) && draft.bytes.last == 0x0A
  }

  private mutating func separate() {
    if !draft.bytes.isEmpty { draft.leaveBlankLine() }
  }

  /// A blank line, but not between a first line and what follows it in its own file.
  private mutating func separate(at offset: Int, of index: Int) {
    let file = gathering.closures[index].file
    let shebang = file.shebang
    if !shebang.isEmpty, draft.bytes.elementsEqual(file.bytes[shebang]),
      shebang.upperBound <= offset,
      file.bytes[shebang.upperBound..<offset].allSatisfy(Lines.isBlank)
    {
      return emit(shebang.upperBound..<offset, of: index)
    }
    separate()
  }

  /// JavaScript takes a line that begins with a bracket to go on with the line before.
  private mutating func guardStart(_ text: Range<Int>, _ file: CodeFile) {
    guard file.path.lowercased().hasSuffix("s"), let first = file.bytes[text].first,
      "([`+-/".utf8.contains(first), !draft.bytes.isEmpty,
      !file.bytes[text].starts(with: "//".utf8), !file.bytes[text].starts(with: "/*".utf8),
      let end = draft.bytes.last(where: { !Lines.isBlank($0) }), end != UInt8(ascii: ";")
    else { return }
    draft.append(";", from: .glue)
  }
}
