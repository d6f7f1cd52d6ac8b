internal import Graph
internal import Sections
internal import Workspace

/// A file of the library on disk, where edits are given back to it.
struct SourceFile {
  /// Its path in the library.
  let path: String
  /// Its absolute path.
  let location: String
  /// The folder it is in: the workspace, or one that was read.
  let place: Place
  /// Its path below that folder.
  let relative: RelativePath
  /// What it is now.
  let content: FileContent
}

/// Why edits of a file are not given back, in words.
struct Unreturnable: Error {
  let reason: String
}

extension Workbench {
  /// The file at `path` in the library, as it is on disk.
  ///
  /// - Throws: ``Unreturnable`` where it is not what the library read.
  func sourceFile(_ path: String) throws -> SourceFile {
    guard let document = try graph.document(at: path),
      let root = try graph.roots().first(where: { path.hasPrefix("\($0.name)/") })
    else { throw Unreturnable(reason: "the library no longer has it") }
    let relative = try RelativePath(String(path.dropFirst(root.name.count + 1)))
    let known = ContentHash(of: try graph.bytes(of: document))
    guard Folder.exists(root.location), let content = try Folder(root.location).read(relative),
      ContentHash(of: content.bytes) == known
    else {
      throw Unreturnable(
        reason: "it is not what the library last read there: have it read again first")
    }
    return SourceFile(
      path: path, location: "\(root.location)/\(relative)",
      place: root.location == home.workspace ? .workspace : .folder(root.location),
      relative: relative, content: content)
  }

  /// What `source` becomes, where a version of it that was `base` is to be `edited`.
  ///
  /// - Throws: ``Unreturnable`` where it was changed at the same place.
  func merge(
    _ edited: [UInt8], of base: [UInt8], into source: SourceFile
  ) async throws -> FileContent {
    func read(_ bytes: [UInt8]) async -> Reading {
      await parsers.read(Source(path: source.path, bytes: bytes))
    }
    let merge = try SectionMerge(
      base: await read(base), ours: await read(source.content.bytes), theirs: await read(edited))
    guard merge.isClean else {
      let places = merge.conflicts.map { "\($0.title) (\($0.reason.rawValue))" }
      throw Unreturnable(reason: "it was changed there too: \(places.joined(separator: ", "))")
    }
    return FileContent(bytes: merge.bytes, isExecutable: source.content.isExecutable)
  }
}
