#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension Target {
  /// Expects that what is deployed here gets into nobody's way, wherever links lead.
  ///
  /// Several agents may read one project, and a project may be the home of the workspace too: it is
  /// the folders written to that must be apart. Around an agent's own folder there is no home.
  ///
  /// - Parameters:
  ///   - own: the folders that the tool keeps for itself: absolute paths.
  ///   - others: the targets there are. One of the same name is passed over.
  /// - Throws: ``DeploymentFailure/overlap(root:with:)``.
  package func expectApart(from own: [String], _ others: [Target]) throws(DeploymentFailure) {
    let here = Whereabouts(root)
    for folder in own {
      let there = Whereabouts(folder)
      guard !there.contains(here), scope == .project || !here.contains(there) else {
        throw .overlap(root: root, with: folder)
      }
    }
    let ours = written
    for other in others where other.name != name {
      for there in other.written
      where ours.contains(where: { $0.contains(there) || there.contains($0) }) {
        throw .overlap(root: root, with: "the target \(other.name), \(other.root)")
      }
    }
  }

  /// The folders that components are written to.
  private var written: [Whereabouts] {
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

  /// Whether the other is this one, or below it.
  func contains(_ other: Whereabouts) -> Bool { other.parts.starts(with: parts) }
}
