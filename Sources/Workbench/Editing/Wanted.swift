internal import Graph
internal import Sections
internal import Workspace

/// What a checkout is to bring to one file of the workspace.
struct Wanted {
  /// The file's path below the workspace.
  var path: RelativePath
  /// Its path in the library.
  var source: String
  /// The version of it that the library has, or had.
  var content: FileContent
  /// Where the one section that is wanted is in ``content``; nil for all of the file.
  var section: Range<Int>?
}

extension Workbench {
  /// The files and sections that `text` names, and where they go.
  ///
  /// - Throws: ``AddressFailure``.
  func wanted(_ text: String, _ lock: Places) throws -> [Wanted] {
    let address = try narrowed(text, toWorkspace: false)
    if case .section(let section)? = try? graph.resolve(address) {
      return [try wanted(section, text, lock)]
    }
    let files = try files(address.text)
    if let pin = address.pin {
      guard let document = files.documents.first, files.documents.count == 1 else {
        throw AddressFailure.noSuchVersion(text, pin: pin)
      }
      return [try wanted(document, lock, bytes: try bytes(of: document, pin: pin, text))]
    }
    let place = files.component.map { WorkspacePlace($0) }
    return try files.documents.map {
      try wanted($0, lock, in: place, bytes: graph.bytes(of: $0))
    }
  }

  /// One section.
  func wanted(_ section: StoredSection, _ text: String, _ lock: Places) throws -> Wanted {
    guard let bytes = try graph.fileBytes(of: section) else {
      throw AddressFailure.noSuchVersion(text, pin: section.cut.hash.short)
    }
    let document = try graph.document(at: section.path)
    return Wanted(
      path: try place(of: section.path, document, lock), source: section.path,
      content: FileContent(bytes: bytes, isExecutable: document?.stat.isExecutable ?? false),
      section: section.cut.range)
  }

  /// The whole of `document`, or of a version of it that had these `bytes`.
  func wanted(
    _ document: StoredDocument, _ lock: Places, in place: WorkspacePlace? = nil, bytes: [UInt8]
  ) throws -> Wanted {
    Wanted(
      path: try place.map { try RelativePath($0.place(document.path)) }
        ?? self.place(of: document.path, document, lock),
      source: document.path,
      content: FileContent(bytes: bytes, isExecutable: document.stat.isExecutable))
  }

  private func bytes(of document: StoredDocument, pin: String, _ text: String) throws -> [UInt8] {
    let versions = try graph.versions(of: document).filter { $0.hash.hex.hasPrefix(pin) }
    guard let version = versions.last, let bytes = try graph.bytes(of: version.hash) else {
      throw AddressFailure.noSuchVersion(text, pin: pin)
    }
    return bytes
  }

  /// Where the file at `path` in the library goes: where it went before, or else where its
  /// component says.
  private func place(
    of path: String, _ document: StoredDocument?, _ places: Places
  ) throws -> RelativePath {
    if let own = try workspacePath(path) { return try RelativePath(own) }
    if let known = places.first(where: { $0.value == path })?.key { return try RelativePath(known) }
    let component = try document?.component.flatMap { try graph.component(at: $0) }
    let place = component.map { WorkspacePlace($0) } ?? WorkspacePlace(path: path)
    return try RelativePath(place.place(path))
  }

  /// For paths below the workspace the paths in the library that they were checked out from.
  typealias Places = [String: String]
}
