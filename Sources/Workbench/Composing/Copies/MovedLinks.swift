internal import Composition
internal import Sections
internal import Workspace

/// What became of files with linked sections that are no longer where the lock has them.
struct MovedLinks {
  /// For each such file where it is now, both by path below the workspace.
  var moved: [String: String] = [:]
  /// Those that are nowhere.
  var gone: [String] = []

  /// The lock with the links where their files are now. Those of files that are gone stay.
  func applied(to lock: Composition.Lock) -> Composition.Lock {
    var lock = lock
    for (old, new) in moved {
      lock.links[new] = lock.links[old]
      lock.links[old] = nil
    }
    return lock
  }
}

extension Workbench {
  /// Looks where files with linked sections are that were moved or renamed: in the one file with
  /// such a name and the same bytes, or else in the one that has every linked section as it was.
  func movedLinks(_ lock: Composition.Lock, in workspace: Workspace) async throws -> MovedLinks {
    var result = MovedLinks()
    guard !lock.links.isEmpty else { return result }
    let files = Set(try await workspace.files().map(\.text))
    let missing = lock.links.keys.filter { !files.contains($0) }.sorted()
    for path in missing {
      guard let links = lock.links[path], try await workspace.read(RelativePath(path)) == nil else {
        continue
      }
      let suffix = Self.suffix(of: path)
      let candidates = files.filter {
        lock.links[$0] == nil && lock.files[$0] == nil && Self.suffix(of: $0) == suffix
          && !result.moved.values.contains($0)
      }
      if let new = try await place(of: links, among: candidates.sorted(), in: workspace) {
        result.moved[path] = new
      } else {
        result.gone.append(path)
      }
    }
    return result
  }

  private func place(
    of links: Composition.Lock.Links, among candidates: [String], in workspace: Workspace
  ) async throws -> String? {
    var same: [String] = []
    var holding: [String] = []
    for path in candidates {
      guard let bytes = try await workspace.read(RelativePath(path))?.bytes else { continue }
      if ContentHash(of: bytes) == links.hash { same.append(path) }
      guard let file = try? await linkedFile(path, links, in: workspace) else { continue }
      let isHolding = file.links.allSatisfy { link in
        link.place.map { bytes[$0].elementsEqual(link.text) } ?? false
      }
      if isHolding, !file.links.isEmpty { holding.append(path) }
    }
    if let only = same.first, same.count == 1 { return only }
    return same.isEmpty && holding.count == 1 ? holding[0] : nil
  }

  private static func suffix(of path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    return name.dropFirst().lastIndex(of: ".").map { String(name[$0...]) } ?? ""
  }
}
