internal import Composition
internal import Graph
internal import Sections
internal import Synchronization

/// The library at a path, opened when it is first asked for, and made where there is none.
///
/// A library of a moment is read as it was then, and remembers the files that were parsed.
final class Library: Sendable {
  /// A version of a file.
  private struct Version: Hashable {
    let path: PathKey
    let blob: Int64
  }

  private let path: String
  /// The library that this is a moment of; nil where this is the library itself.
  private let origin: Library?
  private let opened = Mutex<SectionGraph?>(nil)
  private let files = Mutex<[Version: (Reading, CodeFile?)]>([:])

  /// The library at `path`.
  init(path: String) {
    self.path = path
    origin = nil
  }

  /// A moment of `origin`: the one in which it is first asked for.
  init(momentOf origin: Library) {
    path = origin.path
    self.origin = origin
  }

  /// Whether this is a moment.
  var isStill: Bool { origin != nil }

  /// The library of which this may be a moment.
  var live: Library { origin ?? self }

  /// The library, opened.
  ///
  /// - Throws: `GraphFailure`.
  func open() throws -> SectionGraph {
    try opened.withLock { opened in
      if let graph = opened { return graph }
      let graph = try origin.map { try $0.open().still() } ?? SectionGraph(path: path)
      opened = graph
      return graph
    }
  }

  /// What `read` makes of the file that `section` is in; in a moment only once.
  func parsed(
    _ section: StoredSection, _ read: () async throws -> (Reading, CodeFile?)
  ) async throws -> (Reading, CodeFile?) {
    guard isStill, let blob = section.blob else { return try await read() }
    let version = Version(path: PathKey(section.path), blob: blob)
    if let known = files.withLock({ $0[version] }) { return known }
    let parsed = try await read()
    files.withLock { $0[version] = parsed }
    return parsed
  }
}

extension Workbench {
  /// The same workbench, to which the library stays as it is when it is first asked for, and which
  /// looks up and parses nothing twice. For reading alone.
  func still() -> Workbench {
    library.isStill ? self : with(Library(momentOf: library))
  }

  /// The workbench that sees what is written to the library.
  var live: Workbench { with(library.live) }
}
