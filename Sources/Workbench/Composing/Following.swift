internal import Composition
internal import Graph
internal import Sections

/// Follows what files of the library say about others, as far as composing may take these along.
struct Following {
  private let graph: SectionGraph
  /// Whether what is composed has a folder that files can go to.
  private let hasFolder: Bool
  private var documents: [PathKey: StoredDocument?] = [:]
  private var components: [PathKey: Component?] = [:]

  /// - Parameter kind: what is composed.
  init(graph: SectionGraph, kind: Component.Kind) {
    self.graph = graph
    hasFolder = [.skill, .plugin, .hook].contains(kind)
  }

  /// Where `pointer`, whose target is a file by `path`, leads: from the folder of its file, from the
  /// folder of its component, or from the plugin around that.
  mutating func destination(of pointer: Pointer, _ path: String) throws -> Destination {
    let folders = try folders(of: pointer.file.path, path)
    let rest = PluginPath.rest(of: path) ?? Self.withoutPrefix(path)
    guard !rest.hasPrefix("/") else { return .nowhere("it is an absolute path") }
    let candidates = folders.compactMap { Self.join($0, rest) }
    for candidate in candidates {
      if let found = try document(at: candidate) { return try destination(found, from: pointer) }
    }
    for candidate in candidates {
      let files = try files(below: candidate, from: pointer.file.path)
      guard !files.isEmpty else { continue }
      return hasFolder ? .folder(candidate, files: files) : .nowhere(Self.noFolder)
    }
    return .nowhere("it is not in the library")
  }

  private static let noFolder = "what is composed is one file, and takes none along"

  private mutating func destination(
    _ document: StoredDocument, from pointer: Pointer
  ) throws -> Destination {
    let own = try self.document(at: pointer.file.path)?.component
    guard let path = document.component, let component = try component(at: path),
      component.entry == document.path
    else { return hasFolder ? .file(document.path) : .nowhere(Self.noFolder) }
    let isFile = component.path == component.entry
    if path == own, !isFile { return .entry(document.path) }
    let passive: [Component.Kind] = [.reference, .documentation, .configuration, .script]
    guard path == own || passive.contains(component.kind) else {
      return .nowhere("it is of another component, the \(component.kind.rawValue) \(path)")
    }
    return hasFolder ? .file(document.path) : .nowhere(Self.noFolder)
  }

  /// The folders from which `path`, written in `file`, may be meant, the likeliest first.
  private mutating func folders(of file: String, _ path: String) throws -> [String] {
    let above = FolderPath.above(file)
    if PluginPath.rest(of: path) != nil {
      let plugin = try above.last { try component(at: $0)?.kind == .plugin }
      return plugin.map { [$0] } ?? above.reversed()
    }
    let root = try root(of: file)
    return [above.last ?? "", root].reduce(into: []) { all, folder in
      if !all.contains(folder) { all.append(folder) }
    }
  }

  /// The folder of the component that `file` belongs to; its own folder where that is one file.
  private mutating func root(of file: String) throws -> String {
    if let path = try document(at: file)?.component, let component = try component(at: path),
      component.path != component.entry
    {
      return path
    }
    return FolderPath.above(file).last ?? ""
  }

  /// Where a file that comes along goes, below the folder of what is composed: where it is below the
  /// folder of its own component or else of the file that refers to it, and if it is in neither, with
  /// its like. Nil where the path is none that could be written.
  ///
  /// - Parameter written: the path as that file writes it.
  mutating func place(
    of document: StoredDocument, from file: String, as written: String
  ) throws -> String? {
    for folder in [try root(of: file), FolderPath.above(file).last ?? ""] where !folder.isEmpty {
      guard document.path.utf8.starts(with: "\(folder)/".utf8) else { continue }
      return String(document.path.dropFirst(folder.count + 1))
    }
    if let rest = PluginPath.rest(of: written), document.path.hasSuffix("/\(rest)") { return rest }
    guard let name = document.path.split(separator: "/").last else { return nil }
    func ends(_ suffixes: [String]) -> Bool {
      suffixes.contains { name.lowercased().hasSuffix($0) }
    }
    if MarkdownSuffix.ends(name) || ends([".txt"]) { return "references/\(name)" }
    let isProgram =
      document.stat.isExecutable || ends([".py", ".sh", ".bash", ".js", ".mjs", ".ts"])
    return "\(isProgram ? "scripts" : "assets")/\(name)"
  }

  private mutating func files(below folder: String, from file: String) throws -> [String] {
    guard let component = try document(at: file)?.component else { return [] }
    let start = Array("\(folder)/".utf8)
    guard folder.utf8.count > component.utf8.count, folder.hasPrefix("\(component)/") else {
      return []
    }
    return try graph.documents(of: component).map(\.path).filter { $0.utf8.starts(with: start) }
  }

  /// The file at `path` in the library. Asked for once.
  mutating func document(at path: String) throws -> StoredDocument? {
    if let known = documents[PathKey(path)] { return known }
    let found = try graph.document(at: path)
    documents[PathKey(path)] = .some(found)
    return found
  }

  private mutating func component(at path: String) throws -> Component? {
    if let known = components[PathKey(path)] { return known }
    let found = try graph.component(at: path)
    components[PathKey(path)] = .some(found)
    return found
  }

  /// Drops `{baseDir}/` and the like, which stand for the component's folder.
  private static func withoutPrefix(_ path: String) -> String {
    guard path.hasPrefix("$") || path.hasPrefix("{"), let end = path.firstIndex(of: "/") else {
      return path
    }
    return String(path[path.index(after: end)...])
  }

  /// `relative` seen from `folder`; nil where it leaves the library, or names the folder itself.
  private static func join(_ folder: String, _ relative: String) -> String? {
    guard let path = FolderPath.join(folder, relative) else { return nil }
    return path.isEmpty || path == folder ? nil : path
  }
}
