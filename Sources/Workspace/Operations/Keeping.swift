internal import Git
internal import Sections

extension Workspace {
  /// Where git holds on to what operations replaced or wrote and no commit has: a chain of
  /// commits, one for each operation that needs it. Without it ‘git gc’ would drop those bytes.
  static let keptReference = "refs/joinery/kept"

  /// Has git hold on to every version of an operation that it would not hold on to otherwise.
  func keep(_ operation: Operation) throws {
    var loose: Set<ObjectID> = []
    for edit in operation.files {
      let committed = try edit.place == .workspace ? committed(under: edit.path)[edit.path] : nil
      loose.formUnion(
        [edit.before, edit.after].compactMap { $0 }.filter { $0 != committed }.map(\.id))
    }
    // An undo leaves commits that no other reference may name.
    let commits = operation.undoes == nil ? [] : operation.references.compactMap(\.before)
    try keep(loose, commits, for: "\(operation.command): \(operation.summary)")
  }

  /// Writes contents to git that no file has, and has git hold on to them.
  package func hold(_ contents: [FileContent], for reason: String) async throws {
    guard !contents.isEmpty else { return }
    try await locked {
      try keep(Set(contents.map { try repository.write($0.bytes) }), for: reason)
    }
  }

  /// Has git hold on to blobs and commits.
  func keep(
    _ blobs: Set<ObjectID>, _ commits: [ObjectID] = [], for reason: String
  ) throws {
    guard !blobs.isEmpty || !commits.isEmpty else { return }
    let tree = try repository.writeTree(
      blobs.sorted().map { .put(TreeEntry(path: $0.hex, id: $0, mode: .file)) }, on: nil)
    let last = try repository.reference(Self.keptReference)
    let commit = try repository.writeCommit(
      tree: tree, parents: (last.map { [$0] } ?? []) + commits, message: reason,
      author: bookkeeper())
    try hazard.pass(.record, root)
    try repository.move(Self.keptReference, to: commit.id, from: last, because: reason)
  }
}
