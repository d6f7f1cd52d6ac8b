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
  /// first by path; the other has no place. Those that have none are in order.
  ///
  /// - Parameters:
  ///   - paths: what the workspace has. What no agent loads is left out.
  ///   - isHeld: whether the target holds what is at a path of the workspace: see ``Target/sets``.
  package init(
    of paths: some Collection<RelativePath>, for target: Target,
    where isHeld: (RelativePath) -> Bool = { _ in true }
  ) {
    let layout = target.layout
    files.reserveCapacity(paths.count)
    for path in paths where Layout.isDeployable(path) && isHeld(path) {
      guard let place = layout.place(of: path) else {
        homeless.append(path)
        continue
      }
      let former =
        Layout.isShared(path)
        ? shared.updateValue(path, forKey: place) : files.updateValue(path, forKey: place)
      if let former { settle(place, between: former, and: path) }
    }
    homeless.sort()
  }

  /// Gives a place to one of two files. Which it is does not depend on which came first.
  private mutating func settle(
    _ place: RelativePath, between one: RelativePath, and other: RelativePath
  ) {
    let isOne =
      (one.name == place.name) == (other.name == place.name)
      ? one < other : one.name == place.name
    homeless.append(isOne ? other : one)
    if Layout.isShared(one) {
      shared[place] = isOne ? one : other
    } else {
      files[place] = isOne ? one : other
    }
  }
}
