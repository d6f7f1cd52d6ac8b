internal import Sections

extension Composed.OwnFile {
  /// Whether it is in the place of `file`.
  func isCopy(of file: Composed.File) -> Bool {
    comesAlong && (source == nil || source?.text == file.placements.first?.address.text)
  }
}

extension Recipe {
  /// The files that are the author's, by path below the workspace.
  func ownFiles(
    in root: ComponentRoot
  ) throws(CompositionFailure) -> [String: Composed.OwnFile] {
    var files: [String: Composed.OwnFile] = [:]
    for (path, source) in own {
      let path = try root.path(path, in: "the recipe")
      files[path] = Composed.OwnFile(path: path, source: source, comesAlong: true)
    }
    for entry in slots.values.joined() {
      guard let own = entry.own else { continue }
      let path = try root.path(own, in: "the recipe")
      let source = entry.address == .nothing ? nil : entry.address
      files[path] = Composed.OwnFile(path: path, source: source)
    }
    return files
  }
}
