internal import CGit2

/// One commit: a tree, where it came from, and who says so.
package struct Commit: Hashable, Sendable, Codable {
  /// Its id.
  package let id: ObjectID
  /// What the files were.
  package let tree: ObjectID
  /// The commits before it: one, none for the first, more for a merge.
  package let parents: [ObjectID]
  /// Who made it, and when.
  package let author: Signature
  /// What they said of it, with the line break at its end.
  package let message: String

  /// The first line of the message.
  package var summary: String {
    String(message.split(separator: "\n", maxSplits: 1).first ?? "")
  }
}

extension Repository {
  /// Reads a commit.
  package borrowing func commit(_ id: ObjectID) throws(GitFailure) -> Commit {
    var oid = id.oid
    let handle = try make("read the commit \(id.short)") {
      git_commit_lookup(&$0, self.handle, &oid)
    }
    defer { git_commit_free(handle) }
    let parents = (0..<git_commit_parentcount(handle)).compactMap { index in
      git_commit_parent_id(handle, index).map { ObjectID($0.pointee) }
    }
    return Commit(
      id: id, tree: ObjectID(git_commit_tree_id(handle).pointee), parents: parents,
      author: Signature(git_commit_author(handle).pointee),
      message: git_commit_message(handle).map { String(cString: $0) } ?? "")
  }

  /// Writes a commit, and returns it. No reference moves: see ``move(_:to:from:because:)``.
  package borrowing func writeCommit(
    tree: ObjectID, parents: [ObjectID], message: String, author: Signature
  ) throws(GitFailure) -> Commit {
    let treeHandle = try lookup(tree: tree)
    defer { git_tree_free(treeHandle) }
    var parentHandles: [OpaquePointer?] = []
    defer { for parent in parentHandles { git_commit_free(parent) } }
    for parent in parents {
      var oid = parent.oid
      parentHandles.append(
        try make("read the commit \(parent.short)") { git_commit_lookup(&$0, handle, &oid) })
    }
    let text = message.hasSuffix("\n") ? message : message + "\n"
    var oid = git_oid()
    try author.withSignature { signature in
      git_commit_create(
        &oid, handle, nil, signature, signature, nil, text, treeHandle, parentHandles.count,
        &parentHandles)
    }
    return Commit(
      id: ObjectID(oid), tree: tree, parents: parents, author: author, message: text)
  }
}
