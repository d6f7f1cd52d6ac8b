internal import Sections

/// What comes out of several files into one script.
///
/// Files stand in the order of the recipe, but after those that provide what they import. What one
/// file imports from another that is in the script is taken out of that instead.
struct Gathering {
  /// The files' closures, in the order in which they are written.
  private(set) var closures: [CodeClosure] = []
  /// The statements that an earlier file brings with the same bytes, by file.
  private(set) var repeated: [Set<Int>] = []

  /// Gathers what the sections of `files` need.
  ///
  /// - Throws: ``CompositionFailure/twoMeanings(name:path:one:other:)``.
  init(
    _ files: [(file: CodeFile, sections: [CodeClosure.Unit])], path: String
  ) throws(CompositionFailure) {
    var demanded = files.map { _ in Set<String>() }
    var provided = files.map { _ in [String: String]() }
    var closures = files.map { CodeClosure($0.file, sections: $0.sections) }
    /// A module of which nothing is needed stays out.
    func isIn(_ index: Int) -> Bool { !files[index].sections.isEmpty || !demanded[index].isEmpty }
    var isChanged = files.count > 1
    while isChanged {
      isChanged = false
      for index in files.indices where isIn(index) {
        for (name, other) in Gathering.foreign(closures[index], in: files.map(\.file)) {
          guard provided[index][name] == nil, index != other else { continue }
          provided[index][name] = files[other].file.path
          demanded[other].insert(name)
          isChanged = true
        }
      }
      guard isChanged else { break }
      closures = files.indices.map {
        CodeClosure(
          files[$0].file, sections: files[$0].sections, demanded: demanded[$0],
          provided: provided[$0])
      }
    }
    self.closures = Gathering.order(closures).filter(isIn).map { closures[$0] }
    repeated = self.closures.map { _ in [] }
    try settle(path)
  }

  /// The names that `closure` imports from others of `files`, with their positions.
  private static func foreign(_ closure: CodeClosure, in files: [CodeFile]) -> [(String, Int)] {
    var found: [(String, Int)] = []
    for (index, names) in closure.wanted.sorted(by: { $0.key < $1.key }) {
      for each in closure.file.statements[index].imports {
        guard let path = closure.file.modules[each.module],
          let other = files.firstIndex(where: { PathKey($0.path) == PathKey(path) })
        else { continue }
        for name in each.names where names.contains(name.name) {
          // Under another name, or as a whole, it cannot be put in place.
          let isPlain = closure.file.bytes[name.range].elementsEqual(name.name.utf8)
          let isDefined = files[other].statements.contains {
            $0.role == .definition && $0.defines.contains(name.name)
          }
          if isPlain, isDefined, each.isMember(name.name, of: files[other]) {
            found.append((name.name, other))
          }
        }
      }
    }
    return found
  }

  /// The files' positions: as they are, but each after those that provide for it, unless that
  /// goes round in a circle.
  private static func order(_ closures: [CodeClosure]) -> [Int] {
    var order: [Int] = []
    var rest = Array(closures.indices)
    while !rest.isEmpty {
      let next = rest.firstIndex { index in
        let needed = Set(closures[index].provided.values.map(PathKey.init))
        return !rest.contains { $0 != index && needed.contains(PathKey(closures[$0].file.path)) }
      }
      order.append(rest.remove(at: next ?? 0))
    }
    return order
  }

  /// Finds what two files bring alike, and what they mean differently.
  private mutating func settle(_ path: String) throws(CompositionFailure) {
    var texts: [[UInt8]: Int] = [:]
    var meanings: [String: [(file: Int, meaning: [[UInt8]])]] = [:]
    for (position, closure) in closures.enumerated() {
      var own: [String: [[UInt8]]] = [:]
      for (index, statement) in closure.file.statements.enumerated() {
        let isTaken = closure.chosen.contains(index) || closure.taken.contains(index)
        guard isTaken || closure.wanted[index] != nil else { continue }
        let text = closure.file.text(statement.range)
        if closure.taken.contains(index) {
          if let first = texts[text], first != position { repeated[position].insert(index) }
        }
        texts[text] = texts[text] ?? position
        for name in statement.defines where statement.role != .main {
          guard closure.needed.contains(name) || closure.chosen.contains(index),
            isTaken || closure.wanted[index]?.contains(name) == true
          else { continue }
          own[name, default: []].append(
            Gathering.meaning(of: name, statement, closure.file) ?? text)
        }
      }
      for (name, meaning) in own where closure.provided[name] == nil {
        meanings[name, default: []].append((position, meaning))
      }
    }
    for (name, all) in meanings.sorted(by: { $0.key < $1.key }) {
      guard let other = all.first(where: { $0.meaning != all[0].meaning }) else { continue }
      throw .twoMeanings(
        name: name, path: path, one: closures[all[0].file].file.path,
        other: closures[other.file].file.path)
    }
  }

  /// What an imported name stands for; nil where it is not imported.
  private static func meaning(
    of name: String, _ statement: Statement, _ file: CodeFile
  ) -> [UInt8]? {
    for each in statement.imports {
      guard let found = each.names.first(where: { $0.name == name }) else { continue }
      return Array("\(each.form) ".utf8) + file.bytes[found.range]
    }
    return nil
  }

  /// What is missing from the script.
  ///
  /// - Parameter beside: the files of the library that stand beside it.
  func unresolved(beside: Set<PathKey>) -> [UnresolvedName] {
    let defined = closures.reduce(into: Set<String>()) { all, closure in
      for index in closure.chosen.union(closure.taken) {
        all.formUnion(closure.file.statements[index].defines)
      }
    }
    return closures.flatMap { closure in
      let names = closure.missing.subtracting(defined).sorted().map {
        UnresolvedName(name: $0, path: closure.file.path, reason: .undefined)
      }
      return names + modules(closure, beside)
    }
  }

  /// The files of its own component that `closure` still imports from.
  private func modules(_ closure: CodeClosure, _ beside: Set<PathKey>) -> [UnresolvedName] {
    var seen: Set<String> = []
    var result: [UnresolvedName] = []
    for each in closure.imports {
      let paths = each.modules.compactMap { closure.file.modules[$0] }
      let isLocal = !paths.isEmpty || each.shape.module.hasPrefix(".")
      guard isLocal, seen.insert(each.shape.module).inserted,
        paths.isEmpty || !paths.allSatisfy({ beside.contains(PathKey($0)) })
      else { continue }
      // `from . import a`
      let module = each.shape.module
      let name = module.hasSuffix("/") ? module + (each.shape.names.first?.name ?? "") : module
      result.append(UnresolvedName(name: name, path: closure.file.path, reason: .module))
    }
    return result
  }
}
