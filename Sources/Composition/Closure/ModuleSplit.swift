internal import Sections

/// Which modules of its component go into a script, and which stand beside it.
///
/// What a script imports by name goes into it like the helpers of its own files, where that means
/// the same. A module that is used as a whole, or under another name, or that something else in
/// the result imports, stands beside the script as it is, where the import finds it; with it all
/// that it imports itself. No module does both: it would be there twice.
struct ModuleSplit {
  /// What goes into the script.
  private(set) var gathering: Gathering
  /// The modules beside it.
  private(set) var files: [Composed.File] = []
  /// Their paths in the library.
  private(set) var beside: Set<PathKey> = []
  /// What they need and what is not there.
  private(set) var unresolved: [UnresolvedName] = []

  /// Splits.
  ///
  /// - Parameters:
  ///   - chosen: the files with the sections that were chosen.
  ///   - whole: the files that were chosen as they are.
  ///   - modules: the files that may be imported; empty where imports are not followed.
  ///   - path: where the script goes, below the workspace.
  /// - Throws: ``CompositionFailure/twoMeanings(name:path:one:other:)``.
  init(
    _ chosen: [(file: CodeFile, sections: [CodeClosure.Unit])], whole: [Part],
    among modules: [CodeFile], path: String, root: ComponentRoot
  ) throws(CompositionFailure) {
    var known = Dictionary(modules.map { (PathKey($0.path), $0) }) { first, _ in first }
    for each in chosen { known[PathKey(each.file.path)] = each.file }
    let own = Set(chosen.map { PathKey($0.file.path) })
    let candidates = known.filter { !own.contains($0.key) }.sorted { $0.key < $1.key }.map(\.value)
    guard !modules.isEmpty else {
      gathering = try Gathering(chosen, path: path)
      return
    }
    /// The modules that cannot be in the script.
    var apart: Set<PathKey> = []
    while true {
      let merged = candidates.filter { !apart.contains(PathKey($0.path)) }
      let attempt: Gathering
      do {
        attempt = try Gathering(merged.map { ($0, []) } + chosen, path: path)
      } catch .twoMeanings(let name, let path, let one, let other) {
        let new = [other, one].map(PathKey.init).first { key in
          merged.contains { PathKey($0.path) == key }
        }
        guard let new else {
          throw .twoMeanings(name: name, path: path, one: one, other: other)
        }
        apart.insert(new)
        continue
      }
      var seating = ModuleSeating(known, script: path, root: root)
      seating.seat(attempt, whole: whole)
      var new = seating.paths.subtracting(apart)
      if new.isEmpty, ImportLines(attempt).isMixed {
        let brought = attempt.closures.filter { $0.units.isEmpty }.map { PathKey($0.file.path) }
        new.formUnion(brought)
      }
      guard new.isEmpty else {
        apart.formUnion(new)
        continue
      }
      gathering = attempt
      (files, beside, unresolved) = (seating.files, seating.paths, seating.unresolved)
      return
    }
  }
}

/// Finds the places beside a script at which its imports look for their modules.
private struct ModuleSeating {
  private let known: [PathKey: CodeFile]
  private let script: String
  private let root: ComponentRoot
  private var seats: [String: CodeFile] = [:]
  private(set) var unresolved: [UnresolvedName] = []

  init(_ known: [PathKey: CodeFile], script: String, root: ComponentRoot) {
    self.known = known
    self.script = script
    self.root = root
  }

  /// The paths of the modules in the library.
  var paths: Set<PathKey> { Set(seats.values.map { PathKey($0.path) }) }

  /// The modules, by their places.
  var files: [Composed.File] {
    seats.sorted { $0.key < $1.key }.map { place, module in
      var file = Composed.File(
        path: place, draft: Draft(), isExecutable: module.isExecutable, placements: [])
      let hash = ContentHash(of: module.bytes)
      file.place(
        Passage(id: nil, hash: hash, bytes: module.bytes, start: 0), as: module.path)
      return file
    }
  }

  /// Seats what the script imports and is not in it, and all that this imports in turn.
  mutating func seat(_ gathering: Gathering, whole: [Part]) {
    var open: [(file: CodeFile, place: String, isWhole: Bool)] = []
    for closure in gathering.closures {
      let modules = closure.imports.flatMap(\.modules) + closure.mentions
      for module in modules { seat(module, of: closure.file, at: script, &open) }
    }
    for part in whole {
      guard let file = known[PathKey(part.path)] else { continue }
      open.append((file, script, true))
    }
    while let next = open.popLast() {
      for module in next.file.modules.keys.sorted() {
        seat(module, of: next.file, at: next.place, &open)
      }
      noteLost(next.file)
    }
  }

  /// Takes note of the relative imports of a module that lead nowhere.
  private mutating func noteLost(_ file: CodeFile) {
    var groups: [[String]] = []
    var last: Range<Int>?
    for mention in file.mentions {
      if mention.range == last {
        groups[groups.count - 1].append(mention.module)
      } else {
        groups.append([mention.module])
      }
      last = mention.range
    }
    for group in groups where group[0].hasPrefix(".") {
      let lost = UnresolvedName(name: group[0], path: file.path, reason: .module)
      guard group.allSatisfy({ file.modules[$0] == nil }), !unresolved.contains(lost) else {
        continue
      }
      unresolved.append(lost)
    }
  }

  private mutating func seat(
    _ module: String, of file: CodeFile, at place: String,
    _ open: inout [(file: CodeFile, place: String, isWhole: Bool)]
  ) {
    guard let path = file.modules[module], let found = known[PathKey(path)],
      let seat = seat(of: module, found, for: file, at: place), seats[seat] == nil
    else { return }
    seats[seat] = found
    open.append((found, seat, true))
  }

  /// Where the file at `place`, a copy of `file`, finds `found` as `module`; nil where that is not
  /// in the component.
  private func seat(
    of module: String, _ found: CodeFile, for file: CodeFile, at place: String
  ) -> String? {
    let path: String?
    if module.hasPrefix(".") || !found.path.hasSuffix(".py") {
      let relative = ComponentRoot.relative(found.path, from: file.path)
      path = FolderPath.join(FolderPath.above(place).last ?? "", relative)
    } else {
      // Python looks from the folder of the script that is run.
      let count = module.split(separator: "/").count
      let words = found.path.split(separator: "/")
      let isPackage = words.last == "__init__.py"
      let tail = words.suffix(count + (isPackage ? 1 : 0)).joined(separator: "/")
      path = FolderPath.join(FolderPath.above(script).last ?? "", tail)
    }
    guard let path, path.hasPrefix("\(root.folder)/"),
      (try? root.path(String(path.dropFirst(root.folder.count + 1)), in: found.path)) != nil
    else { return nil }
    return path
  }
}

extension CodeClosure {
  /// An import that comes, or that was chosen, as far as no other file provides its names.
  struct Needed {
    /// How it is spelled.
    let shape: Import
    /// The modules that it may mean, as ``CodeFile/modules`` has them: for `from a import b` both
    /// `a` and `a/b`.
    let modules: [String]
  }

  /// The imports that the script has because of this file.
  var imports: [Needed] {
    let chosen = chosen.sorted().map { ($0, nil as Set<String>?) }
    let wanted = wanted.sorted { $0.key < $1.key }.map { ($0, $1 as Set<String>?) }
    return (wanted + chosen).flatMap { index, names in
      file.statements[index].imports.compactMap { each -> Needed? in
        let used = each.names.filter { name in
          names.map { $0.contains(name.name) && provided[name.name] == nil } ?? true
        }
        guard !used.isEmpty || each.names.isEmpty else { return nil }
        let members = used.map { name in
          let words = file.bytes[name.range].split { $0 == 0x20 || (0x09...0x0D).contains($0) }
          return Import.join(each.module, String(decoding: words.first ?? [], as: UTF8.self))
        }
        let isFrom = each.form.hasPrefix("from ")
        return Needed(
          shape: each,
          modules: ([each.module] + Import.packages(around: each.module)
            + (isFrom ? members : [])).filter { file.modules[$0] != nil })
      }
    }
  }

  /// The modules that are named inside of statements that come.
  var mentions: [String] {
    let statements = chosen.union(taken).map { file.statements[$0] }
    let ranges = statements.filter(\.imports.isEmpty).map(\.range)
    return file.mentions.filter { mention in
      ranges.contains { $0.contains(mention.range.lowerBound) }
    }.map(\.module)
  }
}

extension Import {
  /// `a/b` for the member `b` of the module `a`, `./b` for that of `./`.
  package static func join(_ module: String, _ name: String) -> String {
    module.hasSuffix("/") ? module + name : "\(module)/\(name)"
  }

  /// The packages that a module is in, as Python reads them first: `a` and `a/b` for `a/b/c`.
  package static func packages(around module: String) -> [String] {
    FolderPath.above(module).filter { path in
      !path.split(separator: "/").allSatisfy { $0.allSatisfy { $0 == "." } }
    }
  }

  /// Whether what this imports as `name` is what the file calls so, rather than the file itself.
  func isMember(_ name: String, of file: CodeFile) -> Bool {
    if isBraced || form.hasPrefix("from ") { return true }
    if style == .common, form.hasSuffix(").\(name)") { return true }
    return file.statements.contains { statement in
      let words = String(decoding: file.text(statement.range), as: UTF8.self)
        .split { $0.isWhitespace || $0 == ";" || $0 == "(" }.prefix { !$0.hasPrefix("//") }
      let isNamed = words.contains { $0 == name }
      return isNamed
        && (words.starts(with: ["export", "default"]) && statement.defines.contains(name)
          || words == ["module.exports", "=", Substring(name)])
    }
  }
}
