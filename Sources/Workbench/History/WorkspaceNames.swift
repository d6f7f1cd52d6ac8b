internal import Sections
internal import Workspace

/// A section of a file of the workspace, as an argument names it.
struct SectionName: Hashable {
  /// The file it is in, below the workspace.
  let path: RelativePath
  /// What stands after `#`: the anchor, with `~2` for the second of its name.
  let fragment: String
}

/// What the arguments of a command name in the workspace.
///
/// A name is a path below the workspace or the end of one that is unique; `#` and an anchor make
/// it a section.
struct WorkspaceNames {
  /// The files and folders that were named.
  private(set) var paths: [RelativePath] = []
  /// The sections that were named.
  private(set) var sections: [SectionName] = []

  /// Nothing was named, and so all is meant.
  init() {}

  /// Finds what `arguments` name.
  ///
  /// - Parameter files: the files there are, or were where that counts too.
  /// - Throws: ``NameFailure``, ``AddressFailure``.
  init(_ arguments: [String], among files: some Sequence<RelativePath>) throws {
    let known = Set(files.flatMap(\.lineage))
    for argument in arguments {
      let path = try Self.path(argument, among: known)
      let section = try Self.section(argument, among: known)
      switch (path, section) {
      case (let path?, nil): paths.append(path)
      case (nil, let section?): sections.append(section)
      case (_?, _?): throw NameFailure.fileAndSection(argument)
      case (nil, nil): throw NameFailure.unknown(argument)
      }
    }
  }

  /// Everything that was named lies here. Nil where nothing was named, and so all is meant.
  var places: [RelativePath]? {
    paths.isEmpty && sections.isEmpty ? nil : paths + sections.map(\.path)
  }

  /// The sections that were named of a file which was not named as a whole.
  func sections(of path: RelativePath) -> [SectionName] {
    guard Set(paths).isDisjoint(with: path.lineage) else { return [] }
    return sections.filter { $0.path == path }
  }

  /// The file or folder that `text` names; nil where there is none.
  private static func path(_ text: String, among known: Set<RelativePath>) throws -> RelativePath? {
    let isFragment = text.unicodeScalars.contains("#")
    let tidy = try Address(isFragment ? text : text + "#").path
    let whole = isFragment ? text : tidy
    if let path = try? RelativePath(whole), known.contains(path) { return path }
    let found = known.filter { $0.text.hasSuffix("/" + whole) }.sorted()
    guard found.count < 2 else { throw NameFailure.ambiguous(text, found.map(\.text)) }
    return found.first
  }

  private static func section(
    _ text: String, among known: Set<RelativePath>
  ) throws -> SectionName? {
    guard let mark = text.unicodeScalars.lastIndex(of: "#"), mark != text.startIndex else {
      return nil
    }
    guard let path = try path(String(text[..<mark]), among: known) else { return nil }
    return SectionName(
      path: path, fragment: String(text[text.unicodeScalars.index(after: mark)...]))
  }
}

extension Workbench {
  /// What `arguments` name in the workspace, in either of two states of it. Where nothing is named,
  /// nothing is looked at.
  ///
  /// - Throws: ``NameFailure``, ``AddressFailure``.
  func names(
    _ arguments: [String], in workspace: Workspace, _ one: Workspace.State,
    _ other: Workspace.State
  ) async throws -> WorkspaceNames {
    if arguments.isEmpty { return WorkspaceNames() }
    return try await WorkspaceNames(
      arguments, among: workspace.paths(of: one) + workspace.paths(of: other))
  }
}

/// Why it is not clear what is meant in the workspace.
package enum NameFailure: Explained, Equatable {
  /// Nothing there is called so.
  case unknown(String)
  /// Several files or folders end like that.
  case ambiguous(String, [String])
  /// A file of that very name, with its `#`, and a section.
  case fileAndSection(String)
  /// A file or folder, and a commit.
  case fileAndRevision(String)
  /// A section, file or component of the library, and a commit.
  case addressAndRevision(String)
  /// The file has no such section, neither now nor in the version it is compared with.
  case noSection(String, path: String)
  /// More commits than two were named.
  case tooManyRevisions

  package var problem: String {
    switch self {
    case .unknown(let text): "nothing in the workspace is called “\(text)”"
    case .ambiguous(let text, let paths):
      "“\(text)” could be any of \(paths.count): \(paths.prefix(8).joined(separator: ", "))"
        + (paths.count > 8 ? ", …" : "")
    case .fileAndSection(let text): "“\(text)” is a file, and a section of another"
    case .fileAndRevision(let text): "“\(text)” is in the workspace, and a commit is called so too"
    case .addressAndRevision(let text):
      "“\(text)” is in the library, and a commit of the workspace is called so too"
    case .noSection(let fragment, let path): "\(path) has no section “#\(fragment)”"
    case .tooManyRevisions: "a difference is between two commits, and more were named"
    }
  }

  package var hint: String? {
    switch self {
    case .unknown: "‘joinery status’ shows what differs; paths begin below the workspace."
    case .ambiguous: "Write more of the path."
    case .fileAndSection: "Name the folder around the file, or rename the file."
    case .fileAndRevision: "Write more of the path, or ‘heads/NAME’ or the whole id for the commit."
    case .addressAndRevision:
      "Write more of the address, or ‘heads/NAME’ or the whole id for the commit."
    case .noSection: "‘joinery diff’ shows the sections that differ."
    case .tooManyRevisions: "Name two commits at most."
    }
  }
}
