/// A file in an archive.
package struct ZipEntry: Sendable, Equatable {
  /// Its path, parts joined by `/`. Not checked: whoever writes it to disk has to.
  package var path: String
  /// Every byte.
  package var bytes: [UInt8]
  /// Whether its owner may run it.
  package var isExecutable: Bool

  /// A file.
  package init(path: String, bytes: [UInt8], isExecutable: Bool = false) {
    self.path = path
    self.bytes = bytes
    self.isExecutable = isExecutable
  }
}

/// What was read from an archive.
package struct ZipContents: Sendable, Equatable {
  /// The files, in the order of the archive's directory.
  package var files: [ZipEntry] = []
  /// The folders that it names, without the `/` at the end.
  package var folders: [String] = []
}

/// How much an archive may hold, so that a small one cannot fill a machine.
package struct ZipLimits: Sendable {
  /// How many files and folders.
  package var entries = 10_000
  /// How many bytes all files have together.
  package var bytes = 256 << 20
  /// How many times larger a file may be than what it is packed into; asked of files over 1 MB.
  package var ratio = 200

  /// The usual limits.
  package init() {}
}
