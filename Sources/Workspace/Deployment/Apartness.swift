#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension Target {
  /// Expects that what is deployed here gets into nobody's way, wherever links lead.
  ///
  /// It is folders with components that must not be in one another: a project's root may have
  /// targets for several agents, and an agent's folder may be below another target.
  ///
  /// - Parameters:
  ///   - own: the folders that the tool keeps for itself: absolute paths.
  ///   - others: the targets there are. One of the same name is passed over.
  /// - Throws: ``DeploymentFailure/overlap(root:with:)``.
  package func expectApart(
    from own: [String], _ others: [Target]
  ) throws(DeploymentFailure) {
    let folders = folders
    for folder in own where folders.contains(where: Whereabouts(folder).touches) {
      throw .overlap(root: root, with: folder)
    }
    for other in others where other.name != name {
      for folder in other.folders where folders.contains(where: folder.touches) {
        throw .overlap(root: root, with: "the target \(other.name), \(other.root)")
      }
    }
  }

  /// The folders that components go to.
  private var folders: [Whereabouts] {
    layout.places.map { Whereabouts("\(root)/\($0.theirs)") }
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

  /// Whether the two are one, or one is in the other.
  func touches(_ other: Whereabouts) -> Bool {
    other.parts.starts(with: parts) || parts.starts(with: other.parts)
  }
}
