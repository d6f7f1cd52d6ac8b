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
    return CodeFile(
      path: source.path, bytes: source.bytes, statements: known.statements,
      builtIns: known.builtIns, sections: sections,
      modules: try modules(of: known.statements, at: source.path))
  }

  /// The files of the library that `statements` import: beside their own file, or, for a path
  /// without dots, in the folders above it.
  private func modules(of statements: [Statement], at path: String) throws -> [String: String] {
    var modules: [String: String] = [:]
    let folder = path.split(separator: "/").dropLast().map(String.init)
    let suffixes = Workbench.suffixes(besides: path)
    for module in Set(statements.flatMap(\.imports).map(\.module)) where modules[module] == nil {
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
    case ".js", ".mjs", ".cjs", ".jsx": return [".js", ".mjs", ".cjs", "/index.js", ""]
    case ".ts", ".mts", ".cts", ".tsx": return [".ts", ".tsx", "/index.ts", ".js", ""]
    default: return ["", ".py"]
    }
  }
}
