internal import Foundation
internal import Graph
internal import Sections
internal import Workspace

extension Workbench {
  /// The workspace of the home, made where there is none; one that is the user's is not.
  func workspace() throws -> Workspace {
    try Workspace(root: home.workspace, share: home.share)
  }
}

/// What was copied from the library to the workspace.
package struct CheckoutReport: Codable, Sendable, Equatable {
  /// The files that were written, by path below the workspace.
  package var written: [String] = []
  /// The files that were there already, the same.
  package var same: [String] = []
}

extension Workbench {
  /// Copies components and files from the library to the workspace, to be edited there.
  ///
  /// All files are looked at before any is written.
  ///
  /// - Throws: ``WorkspaceFailure/edited(_:)`` where the workspace has other content that is not
  ///   committed.
  package func checkout(
    _ addresses: [String], isForced: Bool = false
  ) async throws -> CheckoutReport {
    let workspace = try workspace()
    var saves: [Workspace.Save] = []
    for address in addresses {
      let files = try files(address)
      for document in files.documents {
        let place = try files.component.map { WorkspacePlace($0) } ?? place(of: document)
        let content = FileContent(
          bytes: try graph.bytes(of: document), isExecutable: document.stat.isExecutable)
        saves.append(Workspace.Save(content, to: try RelativePath(place.place(document.path))))
      }
    }
    let saved = try await workspace.save(saves, force: isForced)
    return CheckoutReport(
      written: saved.filter(\.isChanged).map(\.path.text),
      same: saved.filter { !$0.isChanged }.map(\.path.text))
  }

  private func place(of document: StoredDocument) throws -> WorkspacePlace {
    let component = try document.component.flatMap { try graph.component(at: $0) }
    return component.map { WorkspacePlace($0) } ?? WorkspacePlace(path: document.path)
  }

  /// Reads the workspace into the library, as the root `workspace`.
  package func checkin(progress: Progress = { _, _ in }) async throws -> IngestReport {
    _ = try workspace()
    return try await ingest([home.workspace], as: "workspace", progress: progress)
  }
}

/// Where a component of the library goes in the workspace.
struct WorkspacePlace {
  /// The part of library paths that is dropped.
  private let prefix: String
  /// What is put in its place.
  private let folder: String

  /// The place for `component`: `skills/pdf/` for a skill, `commands/` for a command.
  init(_ component: Component) {
    let last = component.path.split(separator: "/").last.map(String.init) ?? component.path
    let isFolder = component.entry != component.path
    prefix = isFolder ? component.path + "/" : String(component.path.dropLast(last.count))
    let home = Self.folders[component.kind] ?? component.kind.rawValue
    folder = isFolder ? "\(home)/\(last)/" : "\(home)/"
  }

  /// The place for a file that belongs to no component.
  init(path: String) {
    let last = path.split(separator: "/").last.map(String.init) ?? path
    prefix = String(path.dropLast(last.count))
    folder = "files/"
  }

  /// The folders that agents read components of a kind from.
  static let folders: [Component.Kind: String] = [
    .skill: "skills", .command: "commands", .agent: "agents", .hook: "hooks", .plugin: "plugins",
    .outputStyle: "output-styles", .reference: "references", .documentation: "docs",
    .configuration: "configuration", .script: "scripts",
  ]

  /// The path below the workspace for a path of the library.
  func place(_ path: String) -> String {
    folder + (path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path)
  }
}
