internal import Git
internal import Sections

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension Workspace {
  /// Records what is deployed to a target now: a commit, on the target's own reference, whose tree
  /// is what the tool wrote there. That tree is the ledger: what is in it is ours.
  ///
  /// Recording the same again makes no commit, so an interrupted deployment may be recorded twice.
  ///
  /// - Returns: the commit; nil where nothing was ever deployed.
  func record(
    _ steps: [Step], _ entries: [Receipt.Entry], on target: Target
  ) throws -> ObjectID? {
    let base = try repository.reference(target.reference)
    let done = Set(entries.filter { $0.skipped == nil }.map(\.path))
    let changes = steps.filter { $0.isChange && done.contains($0.path) }.map { step in
      step.wanted.map { TreeChange.put($0.entry(at: step.path)) } ?? .remove(step.path.text)
    }
    guard !changes.isEmpty else { return base }
    let before = try base.map { try repository.tree(of: $0) }
    let tree = try repository.writeTree(changes, on: before)
    guard tree != before else { return base }
    let commit = try repository.writeCommit(
      tree: tree, parents: base.map { [$0] } ?? [],
      message: "Deploy \(changes.count) changes to \(target.name)", author: bookkeeper())
    try hazard.pass(.record, root)
    try repository.move(target.reference, to: commit.id, from: base, because: "deploy")
    return commit.id
  }

  /// Who signs the ledger: the user, or, where git does not know who that is, the tool. These
  /// commits are bookkeeping, and no reason to refuse a deployment.
  func bookkeeper() throws(GitFailure) -> Signature {
    do throws(GitFailure) {
      return try repository.identity()
    } catch {
      guard error.reason == .noIdentity else { throw error }
      return Signature(name: "Joinery", email: "joinery@localhost", time: Int64(time(nil)))
    }
  }
}
