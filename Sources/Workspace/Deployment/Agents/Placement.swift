/// Which files of the workspace go where in one target: a pure function of their paths.
package struct Placement: Hashable, Sendable {
  /// For each path below the target's root the path of the workspace whose bytes it gets.
  package private(set) var files: [RelativePath: RelativePath] = [:]
  /// The same for files of which only a part is ours: see ``SharedPart``.
  package private(set) var shared: [RelativePath: RelativePath] = [:]
  /// Paths of the workspace that the target holds, but for which its agent has no place.
  package private(set) var homeless: [RelativePath] = []

  /// Places files.
  ///
  /// Where two files would go to one place, the one has it that bears that name already, else the
  /// first by path; the other has no place.
  ///
  /// - Parameters:
  ///   - paths: what the workspace has. What no agent loads is left out.
  ///   - isHeld: whether the target holds what is at a path of the workspace: see ``Target/sets``.
  package init(
    of paths: some Collection<RelativePath>, for target: Target,
    where isHeld: (RelativePath) -> Bool = { _ in true }
  ) {
    let layout = target.layout
    for path in paths.sorted() where Layout.isDeployable(path) && isHeld(path) {
      guard let place = layout.place(of: path) else {
        homeless.append(path)
        continue
      }
      let isShared = Layout.isShared(path)
      let known = isShared ? shared[place] : files[place]
      let winner =
        known.map { path.name == place.name && $0.name != place.name ? path : $0 } ?? path
      if isShared { shared[place] = winner } else { files[place] = winner }
      if let known { homeless.append(winner == path ? known : path) }
    }
  }
}
