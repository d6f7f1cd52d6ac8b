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
    let first = path.text.utf8.prefix { $0 != UInt8(ascii: "/") }
    guard first.endIndex != path.text.utf8.endIndex else { return false }
    let folder = String(Substring(first))
    return folder == sharedFolder || folders.contains(folder)
  }

  /// Whether only a part of the file that this path of the workspace leads to is ours.
  package static func isShared(_ path: RelativePath) -> Bool {
    path.text.below(sharedFolder) != nil
  }

  /// Where the file at `path` of the workspace goes, below the target's root; nil where the agent
  /// has no place for it.
  package func place(of path: RelativePath) -> RelativePath? {
    if let name = path.text.below(Layout.sharedFolder) {
      return shared[String(name)].flatMap { try? RelativePath(kept: $0) }
    }
    for place in places {
      guard let rest = path.text.below(place.ours) else { continue }
      return place.isSame
        ? path : place.renamed(rest).flatMap { try? RelativePath(kept: "\(place.theirs)/\($0)") }
    }
    return nil
  }

  /// Which path of the workspace goes to `path` below the target's root; nil where none does.
  package func origin(of path: RelativePath) -> RelativePath? {
    if let name = shared.first(where: { $0.value == path.text })?.key {
      return try? RelativePath(kept: "\(Layout.sharedFolder)/\(name)")
    }
    for place in places {
      guard let rest = path.text.below(place.theirs), let name = place.original(rest)
      else { continue }
      return place.isSame ? path : try? RelativePath(kept: "\(place.ours)/\(name)")
    }
    return nil
  }
}

extension Layout.FolderPlace {
  /// Whether all that is there has the same path on both sides.
  fileprivate var isSame: Bool { ours == theirs && suffix == nil && only == nil && !isFlat }

  /// The path below their folder for one below ours.
  fileprivate func renamed(_ path: Substring) -> Substring? {
    guard isRead(path) else { return nil }
    guard let suffix, !path.hasSuffix(suffix) else { return path }
    return path.hasSuffix(".md") ? path.dropLast(3) + suffix : nil
  }

  /// The path below our folder for one below theirs.
  fileprivate func original(_ path: Substring) -> Substring? {
    guard isRead(path) else { return nil }
    guard let suffix else { return path }
    return path.hasSuffix(suffix) ? path.dropLast(suffix.count) + ".md" : nil
  }

  /// Whether the agent looks there at all.
  private func isRead(_ path: Substring) -> Bool {
    !(isFlat && path.utf8.contains(UInt8(ascii: "/"))) && only.map { path.hasSuffix($0) } ?? true
  }
}

extension String {
  /// What comes after `folder/`; nil where the path is elsewhere.
  fileprivate func below(_ folder: String) -> Substring? {
    guard utf8.starts(with: folder.utf8) else { return nil }
    let rest = utf8.dropFirst(folder.utf8.count)
    return rest.first == UInt8(ascii: "/") ? Substring(rest.dropFirst()) : nil
  }
}
