internal import Sections

extension Rule {
  static let references: [Rule] = [.linkDead, .linkOutside, .fileMissing]

  static let linkDead = Rule("link-dead", .error, "What a link leads to is there.")
  static let linkOutside = Rule(
    "link-outside", .warning, "What a link leads to comes along with the component.")
  static let fileMissing = Rule(
    "file-missing", .warning, "A file of the component that its text names is there.")
}

extension Validation {
  /// The folder that is the component: what its links may reach.
  var folder: [Substring] {
    let parts = entry.split(separator: "/").dropLast()
    return Array(kind == .plugin && parts.last == ".claude-plugin" ? parts.dropLast() : parts)
  }

  /// The rules for what the files refer to: links and bundled files must be there.
  mutating func checkReferences(_ outlines: [String: Outline]) {
    let folders = Set(files.keys.flatMap(FolderPath.above))
    for (path, outline) in outlines.sorted(by: { $0.key < $1.key }) {
      guard let bytes = files[path] else { continue }
      let lines = LineTable(bytes)
      for reference in outline.references {
        guard reference.kind == .link || reference.kind == .path,
          case .file(let target, _) = reference.target, !target.isEmpty
        else { continue }
        let line = lines.line(at: reference.range.lowerBound) + 1
        check(target, reference.kind, from: path, line: line, folders: folders)
      }
    }
  }

  private mutating func check(
    _ target: String, _ kind: Reference.Kind, from path: String, line: Int, folders: Set<String>
  ) {
    let inPlugin = PluginPath.rest(of: target)
    // What is in the plugin around a component is not ours to see.
    guard inPlugin == nil || self.kind == .plugin else { return }
    let start = inPlugin == nil ? path.split(separator: "/").dropLast() : folder[...]
    guard let resolved = Validation.resolve(inPlugin ?? target, from: start),
      resolved.starts(with: folder)
    else {
      let message = "“\(target)” is outside the component and will not come along with it"
      if kind == .link {
        report(.linkOutside, message, line: line, path: path)
      }
      return
    }
    if isThere(resolved, folders) { return }
    if kind == .link {
      report(.linkDead, "the link to “\(target)” leads nowhere", line: line, path: path)
      return
    }
    // Prose names files from the component's folder as well as from the file's own, and more often
    // files of the user's, which are nobody's fault.
    guard let fromTop = Validation.resolve(target, from: folder[...]),
      !isThere(fromTop, folders),
      // The parts of a plugin are looked at one by one; what else is in it may tell of anything.
      inPlugin != nil || (self.kind != .plugin && mentionsOwn(target, folders))
    else { return }
    let message = "“\(target)” is mentioned, but not among the files"
    report(.fileMissing, message, line: line, path: path)
  }

  /// Whether `target` begins with a folder that the component has or that the specification names.
  private func mentionsOwn(_ target: String, _ folders: Set<String>) -> Bool {
    guard let first = target.split(separator: "/").dropLast().first(where: { $0 != "." }) else {
      return false
    }
    return ["references", "scripts", "assets"].contains(first)
      || folders.contains((folder + [first]).joined(separator: "/"))
  }

  private func isThere(_ path: [Substring], _ folders: Set<String>) -> Bool {
    let path = path.joined(separator: "/")
    return files[path] != nil || folders.contains(path)
  }

  /// The path that `target` means from the folder `start`; nil where it leads out of everything.
  private static func resolve(_ target: String, from start: ArraySlice<Substring>) -> [Substring]? {
    guard !target.hasPrefix("/") else { return nil }
    return FolderPath.join(start.joined(separator: "/"), target)?.split(separator: "/")
  }
}
