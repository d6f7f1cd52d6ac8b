internal import Composition
internal import Graph
internal import Sections

extension Workbench {
  /// The file that was read, as taking functions out of it needs it; nil where its parser cannot
  /// tell statements.
  ///
  /// Its sections have their ids where the library has these very bytes.
  func codeFile(of reading: Reading) async throws -> CodeFile? {
    let source = reading.source
    guard let known = await parsers.statements(of: source) else { return nil }
    let document = try graph.document(at: source.path)
    let isCurrent = document?.hash == ContentHash(of: source.bytes)
    let stored = try isCurrent ? document.map { try graph.outline(of: $0) } ?? [] : []
    let ids = Dictionary(stored.map { ($0.cut.range, $0.id) }) { first, _ in first }
    let sections = reading.cuts.filter { $0.parent == nil }.map { cut in
      CodeFile.Section(
        range: cut.range, id: ids[cut.range], hash: cut.hash, fragment: cut.fragment)
    }
    let mentions = CodeFile.mentions(in: reading)
    return CodeFile(
      path: source.path, bytes: source.bytes, statements: known.statements,
      builtIns: known.builtIns, sections: sections,
      modules: try modules(
        known.statements.flatMap(\.imports).map(\.module) + mentions.map(\.module),
        at: source.path), mentions: mentions)
  }

  /// The files of the library that `names` mean: beside the file at `path`, or, for a path without
  /// dots, in the folders above it.
  private func modules(_ names: [String], at path: String) throws -> [String: String] {
    var modules: [String: String] = [:]
    let folder = path.split(separator: "/").dropLast().map(String.init)
    let suffixes = Workbench.suffixes(besides: path)
    for module in Set(names) where modules[module] == nil {
      guard !module.isEmpty, !module.hasPrefix("/") else { continue }
      let candidates = bases(of: module, in: folder).flatMap { base in
        suffixes.map { base + $0 }
      }
      modules[module] = try candidates.first { candidate in
        guard PathKey(candidate) != PathKey(path) else { return false }
        return try graph.document(at: candidate) != nil
      }
    }
    return modules
  }

  /// Where `module` may be, seen from `folder`.
  private func bases(of module: String, in folder: [String]) -> [String] {
    var folder = folder[...]
    let isRelative = module.hasPrefix(".")
    let words = module.split(separator: "/").map(String.init)
    for word in words where word == ".." { folder = folder.dropLast() }
    let names = words.filter { $0 != "." && $0 != ".." }
    let own = (folder + names).joined(separator: "/")
    guard !isRelative else { return [own] }
    while !folder.isEmpty {
      if (try? graph.component(at: folder.joined(separator: "/"))) != nil {
        return [own, (folder + names).joined(separator: "/")]
      }
      folder = folder.dropLast()
    }
    return [own]
  }

  /// How the files of modules end that a file at `path` imports.
  private static func suffixes(besides path: String) -> [String] {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    switch name.lastIndex(of: ".").map({ name[$0...] }) {
    case ".py", ".pyw", ".pyi": return [".py", "/__init__.py"]
    case ".js", ".mjs", ".cjs", ".jsx": return [".js", ".mjs", ".cjs", "/index.js", "", ".json"]
    case ".ts", ".mts", ".cts", ".tsx": return [".ts", ".tsx", "/index.ts", ".js", ""]
    default: return ["", ".py"]
    }
  }
}

extension CodeFile {
  /// Where the file of `reading` names modules, each with the packages around it.
  fileprivate static func mentions(in reading: Reading) -> [Mention] {
    reading.outline.references.filter { $0.kind == .import }.flatMap { reference -> [Mention] in
      let modules: [String] =
        switch reference.target {
        case .module(let path, let name):
          Import.packages(around: path) + [path] + (name.map { [Import.join(path, $0)] } ?? [])
        case .file(let path, _): ["./\(path)"]
        case .name: []
        }
      // `from . import a` may mean a name of the package itself.
      let dots = modules.first.map { $0.prefix { "./".contains($0) } } ?? ""
      let isRelative = reading.source.path.hasSuffix(".py") && !dots.isEmpty
      return (modules + (isRelative ? [String(dots)] : [])).map {
        Mention(range: reference.range, module: $0)
      }
    }
  }
}
