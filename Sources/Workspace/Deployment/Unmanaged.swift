internal import Sections

/// A file of a target that nobody deployed.
package struct UnmanagedFile: Hashable, Sendable {
  /// Where it is, below the target's root.
  package let path: RelativePath
  /// Where it would be in the workspace.
  package let origin: RelativePath
  /// Its length in bytes.
  package let size: Int
}

extension Workspace {
  /// The files of a target that an agent loads, and that were not deployed, by path.
  ///
  /// Only folders that components go to are looked at, and only what could be in the workspace.
  package func unmanaged(in target: Target) throws -> [UnmanagedFile] {
    guard Folder.exists(target.root) else { return [] }
    let layout = target.layout
    let owned = try ledger(of: target)
    let listing = try Folder(target.root).list { path, isFolder in
      isFolder ? layout.mayHold(path) : true
    }
    return listing.files.compactMap { path, status in
      guard owned[path] == nil, let origin = layout.origin(of: path), !Layout.isShared(origin)
      else { return nil }
      return UnmanagedFile(path: path, origin: origin, size: status.size)
    }.sorted { $0.path < $1.path }
  }

  /// The changes that take files of a target into the workspace, as they are there.
  ///
  /// - Throws: ``WorkspaceFailure/edited(_:)`` where the workspace has another file there;
  ///   ``WorkspaceFailure/unknown(_:)`` where the target has no such file any more.
  package func changes(adopting files: [UnmanagedFile], of target: Target) throws -> Changes {
    let root = try Folder(target.root)
    var changes = Changes()
    for file in files {
      guard let content = try root.read(file.path) else {
        throw WorkspaceFailure.unknown(file.path)
      }
      let there = try folder.read(file.origin)
      guard there == nil || there == content else { throw WorkspaceFailure.edited(file.origin) }
      changes.write(content, to: file.origin, in: .workspace, replacing: there)
    }
    return changes
  }
}

extension Layout {
  /// Whether a folder below a target's root holds components, or folders that do.
  fileprivate func mayHold(_ path: RelativePath) -> Bool {
    places.contains { place in
      place.theirs == path.text || place.theirs.hasPrefix(path.text + "/")
        || path.text.hasPrefix(place.theirs + "/")
    }
  }
}
