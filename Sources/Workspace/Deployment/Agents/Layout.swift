/// Where an agent reads what: from paths of the workspace to paths below a target's root, and back.
///
/// Files are moved and renamed, never converted. What an agent would read only in another format
/// has no place with it.
package struct Layout: Hashable, Sendable {
  /// A folder of components.
  struct FolderPlace: Hashable, Sendable {
    /// The folder in the workspace.
    let ours: String
    /// The folder below the target's root.
    let theirs: String
    /// What the names of files end in there, in place of `.md`. Others have no place.
    var suffix: String?
    /// The only ending of names that the agent reads there; nil where it reads all.
    var only: String?
    /// Whether the agent does not look into folders there.
    var isFlat = false
  }

  /// The folders of the workspace that hold components.
  package static let folders: Set<String> = [
    "skills", "commands", "agents", "hooks", "plugins", "output-styles",
  ]
  /// The folder of the workspace that holds what belongs into files of which only a part is ours.
  package static let sharedFolder = "shared"

  let places: [FolderPlace]
  /// Paths below the target's root by names in ``sharedFolder``.
  let shared: [String: String]

  /// Whether agents load what is at this path of the workspace; other files are its own.
  package static func isDeployable(_ path: RelativePath) -> Bool {
    guard let first = path.parts.first, path.parts.count > 1 else { return false }
    return first == sharedFolder || folders.contains(String(first))
  }

  /// Whether only a part of the file that this path of the workspace leads to is ours.
  package static func isShared(_ path: RelativePath) -> Bool {
    path.parts.first.map(String.init) == sharedFolder && path.parts.count > 1
  }

  /// Where the file at `path` of the workspace goes, below the target's root; nil where the agent
  /// has no place for it.
  package func place(of path: RelativePath) -> RelativePath? {
    if Layout.isShared(path) {
      let name = path.text.dropFirst(Layout.sharedFolder.count + 1)
      return shared[String(name)].flatMap { try? RelativePath($0) }
    }
    for place in places {
      guard let rest = path.text.below(place.ours) else { continue }
      return place.renamed(rest).flatMap { try? RelativePath("\(place.theirs)/\($0)") }
    }
    return nil
  }

  /// Which path of the workspace goes to `path` below the target's root; nil where none does.
  package func origin(of path: RelativePath) -> RelativePath? {
    if let name = shared.first(where: { $0.value == path.text })?.key {
      return try? RelativePath("\(Layout.sharedFolder)/\(name)")
    }
    for place in places {
      guard let rest = path.text.below(place.theirs), let name = place.original(rest)
      else { continue }
      return try? RelativePath("\(place.ours)/\(name)")
    }
    return nil
  }
}

extension Layout.FolderPlace {
  /// The path below their folder for one below ours.
  fileprivate func renamed(_ path: String) -> String? {
    if isFlat, path.contains("/") { return nil }
    if let only, !path.hasSuffix(only) { return nil }
    guard let suffix else { return path }
    if path.hasSuffix(suffix) { return path }
    return path.hasSuffix(".md") ? path.dropLast(3) + suffix : nil
  }

  /// The path below our folder for one below theirs.
  fileprivate func original(_ path: String) -> String? {
    if isFlat, path.contains("/") { return nil }
    if let only, !path.hasSuffix(only) { return nil }
    guard let suffix else { return path }
    return path.hasSuffix(suffix) ? path.dropLast(suffix.count) + ".md" : nil
  }
}

extension String {
  /// What comes after `folder/`; nil where the path is elsewhere.
  fileprivate func below(_ folder: String) -> String? {
    hasPrefix(folder + "/") ? String(dropFirst(folder.count + 1)) : nil
  }
}
