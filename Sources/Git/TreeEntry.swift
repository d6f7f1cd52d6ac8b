internal import CGit2

/// What kind of file an entry of a tree is.
package enum FileMode: UInt32, Sendable, Codable {
  case folder = 0o040000
  case file = 0o100644
  case executable = 0o100755
  case link = 0o120000
  case submodule = 0o160000

  /// The mode that libgit2 means. Modes that only old repositories have count as `file`.
  init(_ mode: git_filemode_t) { self = FileMode(rawValue: UInt32(mode.rawValue)) ?? .file }

  var mode: git_filemode_t { git_filemode_t(rawValue) }
}

/// One file of a tree.
package struct TreeEntry: Hashable, Sendable {
  /// Where it is: parts joined by `/`.
  package let path: String
  /// Its blob.
  package let id: ObjectID
  /// What it is.
  package let mode: FileMode

  /// An entry.
  package init(path: String, id: ObjectID, mode: FileMode) {
    self.path = path
    self.id = id
    self.mode = mode
  }
}

/// One difference between a tree and the tree to be made from it.
package enum TreeChange: Hashable, Sendable {
  /// The entry is added, or replaces the one at its path.
  case put(TreeEntry)
  /// What is at the path goes. Folders that become empty go with it.
  case remove(String)
}
