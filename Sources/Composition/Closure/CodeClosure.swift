internal import Sections

/// What comes out of one file of code: the sections that were chosen, and what they need.
///
/// The rules:
/// - A section inside a statement brings the whole statement: a method its class.
/// - A name that is used brings every statement that defines it, and every one that changes what
///   it stands for, unless it was imported.
/// - What sets up the file (``Statement/Role/setup``) comes with anything of it.
/// - What is only run for what it does, or only when the file is run as a program, does not come
///   unless it is chosen itself.
struct CodeClosure {
  /// A stretch of the file that was chosen.
  struct Unit {
    /// The whole stretch.
    var range: Range<Int>
    /// What of it is written.
    var pieces: [Range<Int>]
  }

  /// The file.
  let file: CodeFile
  /// What was chosen, in order, without overlaps.
  let units: [Unit]
  /// The statements in what was chosen.
  let chosen: Set<Int>
  /// The names that are needed.
  private(set) var needed: Set<String> = []
  /// The other statements that come, by position. Of imports, see ``wanted``.
  private(set) var taken: Set<Int> = []
  /// For the imports that come, which of their names.
  private(set) var wanted: [Int: Set<String>] = [:]
  /// Names that other files of the script provide, in place of imports from them.
  private(set) var provided: [String: String] = [:]
  /// Names that are needed and that nothing defines.
  private(set) var missing: Set<String> = []

  private let definers: [String: [Int]]
  private let changers: [String: [Int]]

  /// The closure of some sections.
  ///
  /// - Parameters:
  ///   - sections: The bytes of each section, and which of them are written.
  ///   - demanded: Names that other files of the script need of this one.
  ///   - provided: Names that other files provide, by name with the file's path.
  init(
    _ file: CodeFile, sections: [Unit], demanded: Set<String> = [],
    provided: [String: String] = [:]
  ) {
    self.file = file
    self.provided = provided
    units = CodeClosure.units(sections, in: file)
    chosen = Set(
      file.statements.indices.filter { index in
        let range = file.statements[index].range
        return sections.contains { $0.range.overlaps(range) }
      })
    var definers: [String: [Int]] = [:]
    var changers: [String: [Int]] = [:]
    for (index, statement) in file.statements.enumerated() where statement.role != .main {
      for name in statement.defines { definers[name, default: []].append(index) }
      for name in statement.changes { changers[name, default: []].append(index) }
    }
    self.definers = definers
    self.changers = changers
    close(over: demanded)
  }

  /// The statements that define `name`, by position.
  func defines(_ name: String) -> [Int] { definers[name, default: []] }

  /// Whether statement `index` uses a name that the file itself defines other than by import.
  func leans(_ index: Int) -> Bool {
    let statement = file.statements[index]
    return statement.uses.union(statement.mentions).contains { name in
      defines(name).contains { file.statements[$0].role != .import }
    }
  }

  /// Whether statement `index` is an import that has to stay where it is: it finds its file by
  /// names of its own.
  func isRooted(_ index: Int) -> Bool {
    let imports = file.statements[index].imports
    return !imports.isEmpty && imports.allSatisfy(\.names.isEmpty) && leans(index)
  }

  private static func units(_ sections: [Unit], in file: CodeFile) -> [Unit] {
    var units: [Unit] = []
    for section in sections.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      var unit = section
      for statement in file.statements where statement.range.overlaps(section.range) {
        let lower = min(unit.range.lowerBound, statement.range.lowerBound)
        unit.range = lower..<max(unit.range.upperBound, statement.range.upperBound)
      }
      if unit.range != section.range { unit.pieces = [unit.range] }
      if let last = units.last, last.range.upperBound > unit.range.lowerBound {
        let lower = last.range.lowerBound
        unit.range = lower..<max(last.range.upperBound, unit.range.upperBound)
        unit.pieces = [unit.range]
        units[units.count - 1] = unit
      } else {
        units.append(unit)
      }
    }
    return units
  }

  private mutating func close(over demanded: Set<String>) {
    var names = Array(demanded)
    for index in chosen.sorted() where file.statements[index].role != .main {
      names += file.statements[index].defines
    }
    for index in chosen.sorted() { names += uses(of: index) }
    for (index, statement) in file.statements.enumerated() where !chosen.contains(index) {
      guard statement.role == .setup || statement.role == .header else { continue }
      if statement.imports.isEmpty { taken.insert(index) }
      for each in statement.imports { wanted[index, default: []].formUnion(each.names.map(\.name)) }
      names += uses(of: index)
    }
    var unfound: Set<String> = []
    follow(names, &unfound)
    let open = takeOpenImports(unless: unfound.isEmpty)
    // What they are found by: `source "$HERE/lib.sh"`.
    follow(open.flatMap(uses), &unfound)
    let isOpen = !open.isEmpty
    let strict = file.statements.indices.filter { chosen.contains($0) || taken.contains($0) }
    let used = strict.reduce(into: demanded) { $0.formUnion(file.statements[$1].uses) }
    missing = isOpen ? [] : unfound.intersection(used)
  }

  /// Takes what defines `names`, and what that needs, and notes what nothing defines.
  private mutating func follow(_ names: [String], _ unfound: inout Set<String>) {
    var names = names
    while let name = names.popLast() {
      guard needed.insert(name).inserted, provided[name] == nil else { continue }
      let found = defines(name)
      if found.isEmpty, !file.builtIns.contains(name) { unfound.insert(name) }
      let isImported = found.allSatisfy { file.statements[$0].role == .import }
      for index in found + (isImported ? [] : changers[name, default: []]) {
        names += take(index, for: name)
      }
    }
  }

  private func uses(of index: Int) -> Set<String> {
    file.statements[index].uses.union(file.statements[index].mentions)
  }

  /// Takes a statement for the sake of `name`, and says what that needs in turn.
  private mutating func take(_ index: Int, for name: String) -> Set<String> {
    guard !chosen.contains(index) else { return [] }
    if !file.statements[index].imports.isEmpty {
      wanted[index, default: []].insert(name)
      return []
    }
    return taken.insert(index).inserted ? uses(of: index) : []
  }

  /// Takes the imports that may bring any name, and says which those are.
  private mutating func takeOpenImports(unless isComplete: Bool) -> [Int] {
    guard !isComplete else { return [] }
    let open = file.statements.indices.filter {
      file.statements[$0].imports.contains(where: \.isOpen)
    }
    for index in open where !chosen.contains(index) { wanted[index, default: []] = [] }
    return open
  }
}
