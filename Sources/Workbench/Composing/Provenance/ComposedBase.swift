internal import Composition
internal import Git
internal import Graph
internal import Sections
internal import Workspace

extension Workbench {
  /// The bytes that were composed as the file at `path` when the lock was written; nil where they
  /// are nowhere any more.
  ///
  /// They are looked for on disk, in git by the name that the lock has, in the library, in the
  /// file's history; and last they are composed again from the sections as they were.
  func composedBytes(
    of path: String, _ file: Composition.Lock.File, _ lock: Composition.Lock,
    in workspace: Workspace
  ) async throws -> [UInt8]? {
    let place = try RelativePath(path)
    func isIt(_ bytes: [UInt8]?) -> Bool { bytes.map { ContentHash(of: $0) } == file.hash }
    if let bytes = try await workspace.read(place)?.bytes, isIt(bytes) { return bytes }
    if let id = file.blob.flatMap({ ObjectID(hex: $0) }), let bytes = try? await workspace.blob(id),
      isIt(bytes)
    {
      return bytes
    }
    if home.hasLibrary, let bytes = try graph.bytes(of: file.hash) { return bytes }
    for revision in try await workspace.history(of: place) {
      if let entry = revision.entry {
        let bytes = try await workspace.blob(entry.id)
        if isIt(bytes) { return bytes }
      }
    }
    let again = try await composedAgain(file.recipe, lock, in: workspace)?[path]
    return isIt(again) ? again : nil
  }

  private func composedAgain(
    _ path: String, _ lock: Composition.Lock, in workspace: Workspace
  ) async throws -> [String: [UInt8]]? {
    guard let bytes = try await workspace.read(RelativePath(path))?.bytes,
      let recipe = try? Recipe(bytes, file: path), let template = try? template(recipe.template),
      let parts = try? await lockedParts(of: recipe, at: path, lock)
    else { return nil }
    return (try? await composed(template, recipe, parts.map(\.part)))?.bytes
  }
}
