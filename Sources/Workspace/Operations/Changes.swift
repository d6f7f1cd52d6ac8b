/// What a command means to do to files, references and library, as one operation.
///
/// Every file says what its writer has seen there. Where something else is there by then, nothing
/// of the operation is done.
package struct Changes: Sendable {
  /// What happens to one file.
  package struct File: Sendable {
    /// The folder it is in.
    package let place: Place
    /// The file, below that folder.
    package let path: RelativePath
    /// What its writer has seen there; nil for nothing.
    package let before: FileContent?
    /// What will be there; nil where it is removed.
    package let after: FileContent?
  }

  /// The files, in the order of doing.
  package private(set) var files: [File] = []
  private(set) var references: [ReferenceEdit] = []
  private(set) var head: HeadEdit?
  package private(set) var library: [LibraryEdit] = []
  /// The operation that is taken back.
  package var undoes: Int?

  /// No changes.
  package init() {}

  /// Whether there is nothing to do.
  package var isEmpty: Bool {
    files.isEmpty && references.isEmpty && head == nil && library.isEmpty
  }

  /// A file is written. Nothing is noted where it is there already.
  ///
  /// - Parameter before: what the caller has seen there; nil for nothing.
  package mutating func write(
    _ content: FileContent, to path: RelativePath, in place: Place, replacing before: FileContent?
  ) {
    guard content != before else { return }
    files.append(File(place: place, path: path, before: before, after: content))
  }

  /// A file is removed.
  ///
  /// - Parameter before: what the caller has seen there.
  package mutating func remove(
    _ path: RelativePath, in place: Place, replacing before: FileContent
  ) {
    files.append(File(place: place, path: path, before: before, after: nil))
  }

  /// A reference moves, is made or is removed.
  package mutating func move(_ reference: ReferenceEdit) {
    if reference.before != reference.after { references.append(reference) }
  }

  /// Another branch is checked out.
  package mutating func check(out head: HeadEdit) {
    if head.before != head.after { self.head = head }
  }

  /// A file of the library gets or loses its state, or is read once all files are written.
  package mutating func put(_ edit: LibraryEdit) {
    if edit.before != edit.after || edit.unread != nil { library.append(edit) }
  }
}
