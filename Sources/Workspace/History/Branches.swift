package import Git

/// A line of commits that has a name.
package struct Branch: Hashable, Sendable {
  /// Its name, `main`.
  package let name: String
  /// Its last commit.
  package let commit: ObjectID
  /// Whether the workspace stands on it.
  package let isCurrent: Bool

  static let prefix = "refs/heads/"
}

extension Workspace {
  /// The branches, by name. One without a commit is none yet.
  package func branches() throws -> [Branch] {
    let head = try repository.headName()
    return try repository.references(under: Branch.prefix).map { name, commit in
      Branch(
        name: String(name.dropFirst(Branch.prefix.count)), commit: commit,
        isCurrent: name == head)
    }.sorted { $0.name < $1.name }
  }

  /// The branch that the workspace stands on, with a commit or not yet; nil where it stands on a
  /// commit.
  package func branch() throws -> String? {
    let head = try repository.headName()
    return head.hasPrefix(Branch.prefix) ? String(head.dropFirst(Branch.prefix.count)) : nil
  }

  /// What makes a branch at the last commit.
  package func creating(branch name: String) throws -> Changes {
    try expectNew(name)
    guard let head = try repository.head() else { throw HistoryFailure.noCommit }
    var changes = Changes()
    changes.move(ReferenceEdit(Branch.prefix + name, from: nil, to: head))
    return changes
  }

  /// What removes a branch whose commits the current one has too.
  package func deleting(branch name: String) throws -> Changes {
    let reference = try expectBranch(name)
    guard try !repository.isCheckedOut(reference.name) else { throw HistoryFailure.inUse(name) }
    guard let head = try repository.head(), try repository.contains(reference.commit, in: head)
    else { throw HistoryFailure.unmerged(name) }
    var changes = Changes()
    changes.move(ReferenceEdit(reference.name, from: reference.commit, to: nil))
    return changes
  }

  /// What makes the workspace stand on another branch, with the files of that.
  ///
  /// - Parameter creating: whether the branch is made first, at the last commit.
  /// - Throws: ``HistoryFailure``.
  package func switching(to name: String, creating: Bool = false) throws -> Changes {
    let head = try repository.head()
    let target = Branch.prefix + name
    // Where HEAD stands on no branch, it is the commit that can be gone back to.
    let place = try branch() == nil ? head?.hex ?? "" : repository.headName()
    var changes = Changes()
    if creating {
      try expectNew(name)
      changes.move(ReferenceEdit(target, from: nil, to: head))
    } else {
      let commit = try expectBranch(name).commit
      if place == target { return changes }
      guard try !repository.isCheckedOut(target) else { throw HistoryFailure.inUse(name) }
      changes = try transition(
        from: head.map { try repository.tree(of: $0) }, to: repository.tree(of: commit))
    }
    changes.check(out: HeadEdit(from: place, to: target))
    return changes
  }

  private func expectNew(_ name: String) throws {
    guard try Repository.isBranchName(name) else { throw HistoryFailure.badName(name) }
    guard try repository.reference(Branch.prefix + name) == nil else {
      throw HistoryFailure.branchExists(name)
    }
  }

  private func expectBranch(_ name: String) throws -> (name: String, commit: ObjectID) {
    let reference = Branch.prefix + name
    guard try Repository.isBranchName(name), let commit = try repository.reference(reference)
    else { throw HistoryFailure.unknownBranch(name, known: try branches().map(\.name)) }
    return (reference, commit)
  }
}
