internal import Sections

/// The imports of a script, in the order in which they are first met, each form once.
struct ImportLines {
  /// An import that is written.
  struct Line {
    /// The file whose bytes it is made of, by its position in the gathering.
    var file: Int
    /// The whole statement, where it can be written as it is.
    var whole: Range<Int>?
    /// How it is spelled.
    var shape: Import
    /// The names, each with the file it is named in.
    var names: [(file: Int, name: Import.Name)]
    /// Whether it has to be before everything else.
    var isFirst: Bool
  }

  /// The lines.
  private(set) var lines: [Line] = []
  /// Whether both of JavaScript's styles are among the imports.
  private(set) var isMixed = false

  /// The imports that `gathering` needs.
  init(_ gathering: Gathering) {
    var places: [String: Int] = [:]
    let present = ImportLines.present(in: gathering)
    for (position, closure) in gathering.closures.enumerated() {
      for (index, wanted) in closure.wanted.sorted(by: { $0.key < $1.key })
      where !closure.isRooted(index) {
        let statement = closure.file.statements[index]
        for each in statement.imports {
          let names = each.names.filter { name in
            wanted.contains(name.name) && closure.provided[name.name] == nil
              && !(each.style != .plain && present.contains(each.form + " " + name.name))
          }
          guard !names.isEmpty || each.names.isEmpty else { continue }
          add(each, names.map { (position, $0) }, statement, position, &places)
        }
      }
    }
    var styles = Set(
      gathering.closures.flatMap { closure in
        closure.chosen.flatMap { closure.file.statements[$0].imports.map(\.style) }
      })
    styles.formUnion(lines.map(\.shape.style))
    isMixed = styles.contains(.module) && styles.contains(.common)
  }

  /// Adds an import of something that was chosen, to stand before everything else.
  mutating func hoist(_ statement: Statement, of file: Int) {
    var places: [String: Int] = [:]
    for (index, line) in lines.enumerated() { places[line.shape.form] = index }
    for each in statement.imports {
      add(each, each.names.map { (file, $0) }, statement, file, &places)
    }
  }

  /// The imports in what was chosen: of those a second one would be an error in JavaScript.
  private static func present(in gathering: Gathering) -> Set<String> {
    var present: Set<String> = []
    for closure in gathering.closures {
      for each in closure.chosen.flatMap({ closure.file.statements[$0].imports }) {
        present.formUnion(each.names.map { "\(each.form) \($0.name)" })
      }
    }
    return present
  }

  private mutating func add(
    _ shape: Import, _ names: [(Int, Import.Name)], _ statement: Statement, _ file: Int,
    _ places: inout [String: Int]
  ) {
    guard let place = places[shape.form] else {
      places[shape.form] = lines.count
      let isWhole = statement.imports.count == 1 && names.count == shape.names.count
      lines.append(
        Line(
          file: file, whole: isWhole ? statement.range : nil, shape: shape, names: names,
          isFirst: statement.role == .setup))
      return
    }
    let known = Set(lines[place].names.map(\.name.name))
    let new = names.filter { !known.contains($0.1.name) }
    guard !new.isEmpty else { return }
    lines[place].names += new
    lines[place].whole = nil
  }
}
