internal import Git
internal import Sections

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension Workspace {
  /// Records what is deployed to a target now: a commit, on the target's own reference, whose tree
  /// is what the tool wrote there. That tree is the ledger: what is in it is ours. Parts of files
  /// have a reference of their own.
  ///
  /// Recording the same again makes no commit, so an interrupted deployment may be recorded twice.
  ///
  /// - Returns: the commit of the files; nil where none was ever deployed.
  func record(
    _ steps: [Step], _ entries: [Receipt.Entry], on target: Target, in operation: inout Operation
  ) throws -> ObjectID? {
    let done = Set(entries.filter { $0.skipped == nil }.map(\.path))
    let changes = steps.filter { $0.isChange && done.contains($0.path) }
    operation.references = try operation.references.map { edit in
      let own = changes.filter { $0.isPart == (edit.name == target.partsReference) }
      return try record(own, after: edit, of: target)
    }.filter { $0.before != $0.after }
    return try repository.reference(target.reference)
  }

  /// Records steps on one reference, unless that was done before an interruption.
  private func record(
    _ steps: [Step], after edit: ReferenceEdit, of target: Target
  ) throws -> ReferenceEdit {
    let last = try repository.reference(edit.name)
    guard !steps.isEmpty else { return ReferenceEdit(edit.name, from: edit.before, to: last) }
    let before = try last.map { try repository.tree(of: $0) }
    let tree = try repository.writeTree(
      steps.map { step in
        step.wanted.map { .put($0.entry(at: step.path)) } ?? .remove(step.path.text)
      }, on: before)
    if tree == before { return ReferenceEdit(edit.name, from: edit.before, to: last) }
    let commit = try repository.writeCommit(
      tree: tree, parents: last.map { [$0] } ?? [],
      message: "Deploy \(steps.count) changes to \(target.name)", author: bookkeeper())
    try hazard.pass(.record, root)
    try repository.move(edit.name, to: commit.id, from: last, because: "deploy")
    return ReferenceEdit(edit.name, from: edit.before, to: commit.id)
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
