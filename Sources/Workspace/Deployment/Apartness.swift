#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension Target {
  /// Expects that what is deployed here gets into nobody's way, wherever links lead.
  ///
  /// A target may be below another, as an agent's folder is below a project: only not in a folder
  /// that the other writes to.
  ///
  /// - Parameters:
  ///   - own: the folders that the tool keeps for itself: absolute paths.
  ///   - others: the targets there are. One of the same name is passed over.
  ///   - folders: the folders below a target that are written to.
  /// - Throws: ``DeploymentFailure/overlap(root:with:)``.
  package func expectApart(
    from own: [String], _ others: [Target], writing folders: Set<String>
  ) throws(DeploymentFailure) {
    let here = Whereabouts(root)
    for folder in own {
      let there = Whereabouts(folder)
      guard here.way(to: there) == nil, there.way(to: here) == nil else {
        throw .overlap(root: root, with: folder)
      }
    }
    for other in others where other.name != name {
      let there = Whereabouts(other.root)
      for way in [here.way(to: there), there.way(to: here)] {
        guard let way, way.first.map({ folders.contains($0) }) ?? true else { continue }
        throw .overlap(root: root, with: "the target \(other.name), \(other.root)")
      }
    }
  }
}

/// Where a folder is once links are followed, whether or not it is there yet.
private struct Whereabouts {
  private let parts: [String]

  init(_ path: String) {
    var there = path.split(separator: "/").map(String.init)
    var missing: [String] = []
    while true {
      if let real = realpath("/" + there.joined(separator: "/"), nil) {
        defer { free(real) }
        parts = String(cString: real).split(separator: "/").map(String.init) + missing
        return
      }
      guard let last = there.popLast() else { break }
      missing.insert(last, at: 0)
    }
    parts = missing
  }

  /// The folders from here down to another; none where the two are one, nil where it is not below.
  func way(to other: Whereabouts) -> ArraySlice<String>? {
    other.parts.starts(with: parts) ? other.parts.dropFirst(parts.count) : nil
  }
}
