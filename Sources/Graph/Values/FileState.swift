package import Sections

/// What the file system says of a file: enough to tell, nearly always, that it did not change.
package struct FileStat: Sendable, Hashable {
  /// Its bytes.
  package var size: Int
  /// When it was last written: nanoseconds since 1970.
  package var modified: Int64
  /// Its number in the file system.
  package var inode: UInt64
  /// Whether its owner may run it.
  package var isExecutable: Bool

  /// The values of one file.
  package init(size: Int, modified: Int64, inode: UInt64, isExecutable: Bool = false) {
    self.size = size
    self.modified = modified
    self.inode = inode
    self.isExecutable = isExecutable
  }
}

/// A file as the library last saw it.
package struct FileState: Sendable, Hashable {
  /// What the file system said of it.
  package let stat: FileStat
  /// The hash of its bytes.
  package let hash: ContentHash
  /// Which parser read it, `ID/VERSION`; nil where none claimed it.
  package let parser: String?
}
