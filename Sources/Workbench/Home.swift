internal import Foundation
internal import Sections
internal import Workspace

/// A home: the directory with `templates/`, `workspace/` and `.joinery/`.
package struct Home: Sendable, Equatable {
  /// Its absolute path, links resolved.
  package let path: String

  /// Where templates are.
  package var templates: String { "\(path)/templates" }
  /// The git repository in which components are edited: the home's own, or one that the user had
  /// already, which `.joinery/workspace` names then.
  package let workspace: String
  /// Whether the workspace is the home's own.
  package var hasOwnWorkspace: Bool { workspace == "\(path)/workspace" }
  /// Library, state and journal.
  package var state: String { "\(path)/.joinery" }
  /// The section graph.
  package var library: String { "\(state)/library.sqlite" }
  /// Intents of operations under way.
  package var journal: String { "\(state)/journal" }
  /// What the user set: ``HomeConfiguration``.
  package var configuration: String { "\(state)/config.yaml" }
  /// Weights of embedding models as this machine computes with them. May be deleted at any time.
  package var packedWeights: String { "\(state)/cache" }
  /// What external parsers were added and trusted.
  package var parsers: String { "\(state)/parsers" }

  /// The home at `path`, whether or not anything is there yet.
  package init(at path: String) {
    let path = URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
    let setting = FileManager.default.contents(atPath: "\(path)/.joinery/workspace")
    self.path = path
    workspace =
      setting.map { String(decoding: $0.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self) }
      ?? "\(path)/workspace"
  }

  /// Whether there is a library.
  var hasLibrary: Bool { FileManager.default.fileExists(atPath: library) }

  /// Whether a directory is a home: it has a library, or the shape of one that has not been used.
  package var exists: Bool {
    let files = FileManager.default
    return hasLibrary
      || files.fileExists(atPath: "\(templates)/skill/template.yaml")
        && files.fileExists(atPath: workspace)
  }

  /// Finds the home to work with.
  ///
  /// - Parameters:
  ///   - given: what the user named, or nil.
  ///   - directory: where to look from, upwards.
  ///   - fallbacks: where to go when there is none above: the first that is given is taken,
  ///     and made where it does not exist.
  /// - Throws: ``HomeFailure`` where the named one is none.
  package static func find(
    given: String?, from directory: String, fallbacks: [String?]
  ) throws(HomeFailure) -> Home {
    if let given {
      let home = Home(at: given)
      guard home.exists else { throw .notAHome(home.path) }
      return home
    }
    var folder = URL(fileURLWithPath: directory).standardizedFileURL
    while true {
      let home = Home(at: folder.path)
      if home.exists { return home }
      let parent = folder.deletingLastPathComponent().standardizedFileURL
      if parent.path == folder.path || folder.path == "/" { break }
      folder = parent
    }
    guard let fallback = fallbacks.compactMap(\.self).first(where: { !$0.isEmpty }) else {
      throw .none
    }
    return Home(at: fallback)
  }

  /// Makes the directories, and copies the templates from `shipped` where there are none.
  ///
  /// - Returns: what was made, by path below the home. Empty where all was there.
  @discardableResult
  package func make(templatesFrom shipped: String?) throws -> [String] {
    let files = FileManager.default
    var made: [String] = []
    let own = hasOwnWorkspace ? [workspace] : []
    for folder in [path] + own + [state, journal] where !files.fileExists(atPath: folder) {
      _ = try Folder(folder, making: true)
      made.append(folder)
    }
    if !files.fileExists(atPath: templates) {
      _ = try Folder(templates, making: true)
      if let shipped, Folder.exists(shipped) { try copyTemplates(from: Folder(shipped)) }
      made.append(templates)
    }
    return made
  }

  /// Copies bytes and modes alone: what is shipped may belong to another user.
  private func copyTemplates(from shipped: borrowing Folder) throws {
    for path in try shipped.list().files.keys {
      guard let content = try shipped.read(path) else { continue }
      let file = URL(filePath: "\(templates)/\(path)")
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(content.bytes).write(to: file)
      if content.isExecutable {
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
      }
    }
  }
}

/// Why there is no home to work with.
package enum HomeFailure: Explained, Equatable {
  /// The directory that was named is none.
  case notAHome(String)
  /// There is none above, and nowhere to make one.
  case none
  /// It has a workspace already, and that is in use.
  case hasWorkspace(String)

  package var problem: String {
    switch self {
    case .notAHome(let path): "there is no Joinery home at \(path)"
    case .none: "there is no Joinery home here, and no user's home directory to make one in"
    case .hasWorkspace(let path): "the home has a workspace already, \(path)"
    }
  }

  package var hint: String? {
    switch self {
    case .notAHome(let path): "‘joinery init \(path)’ makes one."
    case .none: "‘joinery init DIR’ makes one."
    case .hasWorkspace: "Make another home for the other: joinery init DIR --workspace PATH"
    }
  }
}
