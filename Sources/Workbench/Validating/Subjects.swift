internal import Components
internal import Foundation
internal import Graph
internal import Sections
internal import Workspace

/// A component to be looked at, with its files, wherever it is.
struct Subject: Sendable {
  /// The component; its paths are those of ``files``.
  var component: Component
  /// The bytes of its files, by path.
  var files: [String: [UInt8]]
  /// The files that can be run.
  var executables: Set<String> = []
  /// For one on disk: its folder or file as the user named it, and how its paths begin instead.
  var place: (shown: String, prefix: String)?

  /// A path of its files as reports show it.
  func shown(_ path: String) -> String {
    guard let place else { return path }
    return place.shown + path.dropFirst(place.prefix.count)
  }

  /// The component's path as reports show it.
  var shownPath: String { shown(component.path) }

  /// Whether agents load such components by themselves.
  var isLoaded: Bool {
    [.skill, .command, .agent, .hook, .plugin, .outputStyle].contains(component.kind)
  }
}

extension Workbench {
  /// The components as they are in the workspace, whether or not they are checked in.
  ///
  /// - Parameter parts: the first two parts of the paths to look at; all of them where nil.
  func workspaceSubjects(below parts: Set<ArraySlice<Substring>>? = nil) async throws -> [Subject] {
    let workspace = try workspace()
    var files: [String: [UInt8]] = [:]
    var executables: Set<String> = []
    for path in try await workspace.files() {
      guard Layout.isDeployable(path), !Layout.isShared(path),
        parts?.contains(path.parts.prefix(2)) ?? true
      else { continue }
      let content = try await workspace.read(path)
      files[path.text] = content?.bytes
      if content?.isExecutable == true { executables.insert(path.text) }
    }
    return subjects(among: files, executables)
  }

  /// The components that an address or path names.
  func subjects(
    _ address: String, inWorkspace: [Subject], directory: String
  ) throws -> [Subject] {
    let isPath = ["/", "./", "../", "~/"].contains { address.hasPrefix($0) }
    if isPath || [".", ".."].contains(address) { return try diskSubjects(address, in: directory) }
    let known = inWorkspace.filter { $0.component.isNamed(address) }
    if known.count == 1 { return known }
    do {
      return [try librarySubject(address)]
    } catch let failure as AddressFailure {
      let place = URL(
        filePath: address, relativeTo: URL(filePath: directory, directoryHint: .isDirectory)
      ).path
      guard case .unknown = failure, FileManager.default.fileExists(atPath: place) else {
        throw failure
      }
      return try diskSubjects(address, in: directory)
    }
  }

  private func librarySubject(_ address: String) throws -> Subject {
    let files = try files(address)
    let path = files.folder == nil ? files.documents.first?.component : nil
    guard let component = try files.component ?? path.flatMap({ try graph.component(at: $0) })
    else { throw AddressFailure.unknown(address, similar: []) }
    let bytes = try files.documents.map { ($0.path, try graph.bytes(of: $0)) }
    return Subject(
      component: component, files: Dictionary(bytes, uniquingKeysWith: { $1 }),
      executables: Set(files.documents.filter(\.stat.isExecutable).map(\.path)))
  }

  /// The components at a place on disk. A folder without any is taken for a skill that lacks its
  /// entry.
  private func diskSubjects(_ path: String, in directory: String) throws -> [Subject] {
    let place = URL(
      filePath: NSString(string: path).expandingTildeInPath,
      relativeTo: URL(filePath: directory, directoryHint: .isDirectory)
    ).standardizedFileURL.resolvingSymlinksInPath()
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder) else {
      throw ValidationFailure.nothing(path)
    }
    let folder = isFolder.boolValue ? place : place.deletingLastPathComponent()
    let names =
      isFolder.boolValue
      ? FolderScan(of: folder.path) { _, _ in false }.files.map(\.path)
      : [place.lastPathComponent]
    // Detection goes by the folders around, so that the paths are those from the disk's root.
    let root = String(folder.path.drop { $0 == "/" })
    var files: [String: [UInt8]] = [:]
    var executables: Set<String> = []
    let opened = try Folder(folder.path)
    for name in names {
      let content = try opened.read(try RelativePath(name))
      files["\(root)/\(name)"] = content?.bytes
      if content?.isExecutable == true { executables.insert("\(root)/\(name)") }
    }
    let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    let shown = (trimmed, String(place.path.drop { $0 == "/" }))
    var found = subjects(among: files, executables).filter { !isFolder.boolValue || $0.isLoaded }
    if found.isEmpty, isFolder.boolValue {
      let component = Component(
        kind: .skill, name: folder.lastPathComponent, path: root, entry: "\(root)/SKILL.md")
      found = [Subject(component: component, files: files)]
    }
    for index in found.indices { found[index].place = shown }
    return found
  }

  private func subjects(
    among files: [String: [UInt8]], _ executables: Set<String>
  ) -> [Subject] {
    let found = ComponentDetector.components(paths: Array(files.keys)) { files[$0] }
    var own: [PathKey: [String: [UInt8]]] = [:]
    let folders = Set(found.components.map { PathKey($0.path) })
    for (path, bytes) in files {
      // A plugin has the files of the components in it too, which are components of their own.
      let above = path.indices.filter { path[$0] == "/" }.map { PathKey(path[..<$0]) }
      for key in above + [PathKey(path)] where folders.contains(key) {
        own[key, default: [:]][path] = bytes
      }
    }
    return found.components.map { component in
      let files = own[PathKey(component.path)] ?? [:]
      return Subject(
        component: component, files: files, executables: executables.intersection(files.keys))
    }
  }
}

extension Component {
  fileprivate func isNamed(_ name: String) -> Bool {
    [self.name, path, "workspace/\(path)", entry, "workspace/\(entry)"].contains(name)
  }
}
