extension Workspace {
  /// The paths of a plan that are refused for what they are called, with the reason: those that
  /// some system could not hold, and those that one takes for the same.
  ///
  /// What is there already was allowed once, or is somebody's, and may stay. A path that differs
  /// only in case from one that was deployed is fine, unless it is the same file in the target.
  ///
  /// - Parameters:
  ///   - arriving: what is wanted, and was never deployed. Where it is empty, nothing is refused.
  ///   - found: what the target has.
  ///   - owned: what was deployed.
  func refusedNames(
    wanted: Set<RelativePath>, arriving: [RelativePath], found: [RelativePath: Found],
    owned: some Sequence<RelativePath>,
    in target: Target
  ) throws -> [RelativePath: String] {
    guard !arriving.isEmpty else { return [:] }
    var refused: [RelativePath: String] = [:]
    for path in arriving where found[path] ?? .nothing == .nothing {
      do throws(PathFailure) {
        try path.expectPortable()
      } catch {
        refused[path] = error.problem
      }
    }
    for twins in Twins.find(in: wanted.union(owned)) {
      let areWanted = wanted.contains(twins.one) && wanted.contains(twins.other)
      guard try areWanted || isOneFile(twins, in: target) else { continue }
      let reason = "some systems take \(twins.one) and \(twins.other) for one file"
      refused[twins.one] = reason
      refused[twins.other] = reason
    }
    return refused
  }

  private func isOneFile(_ twins: Twins, in target: Target) throws -> Bool {
    guard Folder.exists(target.root) else { return false }
    let root = try Folder(target.root)
    let one = try? root.status(of: twins.one)
    let other = try? root.status(of: twins.other)
    return one != nil && one?.inode == other?.inode
  }
}
