package import Git

/// What a command is about to do to a workspace, as a value: nothing of it is done yet.
///
/// It says what is there before as well as after, so that it is carried out only where that still
/// holds, and can be turned around.
package struct FileChangeSet: Sendable, Equatable {
  /// One file.
  package struct Edit: Sendable, Equatable {
    /// Where it is.
    package let path: RelativePath
    /// What is on disk; nil where nothing is.
    package let before: FileContent?
    /// What will be there; nil where it goes.
    package let after: FileContent?
    /// The name in git of what is on disk, where that is in no commit and so has to be kept.
    package var kept: ObjectID?
  }

  /// What the index says of one file.
  package struct Staging: Sendable, Equatable {
    /// What it says now; nil where it has nothing.
    package let before: TreeEntry?
    /// What it will say; nil where it will have nothing.
    package let after: TreeEntry?
  }

  /// Where one reference points to.
  package struct Move: Sendable, Equatable {
    /// Its whole name, `refs/heads/main`.
    package let name: String
    /// Where it points now; nil where it does not exist.
    package let before: ObjectID?
    /// Where it will point; nil where it goes.
    package let after: ObjectID?
  }

  /// The files, in the order of doing: removals first, so that a folder can take a file's place.
  package var edits: [Edit] = []
  /// The entries of the index. All others stay as they are.
  package var staging: [Staging] = []
  /// The references.
  package var references: [Move] = []
  /// The branch that HEAD will stand on, by its whole name; nil where it stays on its own.
  package var head: String?
  /// What the reflog says.
  package var reason: String

  /// The edits that do something to the disk.
  package var writes: [Edit] { edits.filter { $0.before != $0.after } }

  /// Whether there is nothing to do.
  package var isEmpty: Bool {
    writes.isEmpty && head == nil && staging.allSatisfy { $0.before == $0.after }
      && references.allSatisfy { $0.before == $0.after }
  }
}
