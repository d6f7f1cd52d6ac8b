internal import Components
internal import Composition
internal import Foundation
internal import Sections
internal import Workspace
internal import Zip

/// What was unpacked.
package struct UnpackReport: Codable, Sendable, Equatable {
  /// The files that were written, by path below the workspace or folder.
  package var written: [String] = []
  /// The files that were there already, the same.
  package var same: [String] = []
  /// The operation that ‘joinery undo’ takes back; nil outside the workspace, and where nothing
  /// was written.
  package var operation: Int?
  /// What is wrong with the components, and what agents would run.
  package var findings: [FindingView] = []
}

extension Workbench {
  /// Unpacks a zip archive. It is read whole and every path in it checked before anything is
  /// written; see ``Zip`` for what is refused.
  ///
  /// Into the workspace a skill's folder goes to `skills/`, a plugin's to `plugins/`, and folders
  /// that the workspace has itself to their like. That is an operation, and can be taken back.
  ///
  /// - Parameters:
  ///   - archive: the file.
  ///   - folder: where to instead; made where it is missing. What is written there is not
  ///     journalled.
  ///   - isForced: whether to overwrite files that were edited.
  ///   - directory: where relative paths begin.
  /// - Throws: ``ZipFailure``, ``PathFailure``, ``PackageFailure``, ``ExportFailure``,
  ///   ``WorkspaceFailure``, before anything is written.
  package func unpack(
    _ archive: String, to folder: String? = nil, in directory: String = ".",
    overwriting isForced: Bool = false
  ) async throws -> UnpackReport {
    let base = URL(filePath: directory, directoryHint: .isDirectory)
    let place = URL(filePath: archive, relativeTo: base).standardizedFileURL
      .resolvingSymlinksInPath()
    let bytes = try Folder(place.deletingLastPathComponent().path)
      .read(try RelativePath(place.lastPathComponent))?.bytes
    guard let bytes else { throw ValidationFailure.nothing(archive) }
    let contents = try contents(of: bytes, named: place.lastPathComponent)
    try ArchivePaths.check(files: contents.files.map(\.path), folders: contents.folders)
    if let folder {
      let target = URL(filePath: folder, relativeTo: base).standardizedFileURL
      return try write(contents.files, to: target, isForced)
    }
    let files = try placed(contents.files, archive: place)
    let workspace = try workspace()
    return try await workspace.exclusively {
      try await recover(workspace)
      return try await save(files, archive: place.lastPathComponent, isForced, to: workspace)
    }
  }

  private func contents(of bytes: [UInt8], named name: String) throws(ZipFailure) -> ZipContents {
    do {
      return try Zip.contents(of: bytes)
    } catch {
      var failure = error
      failure.archive = name
      throw failure
    }
  }

  /// The files with their paths in the workspace.
  private func placed(_ files: [ZipEntry], archive: URL) throws -> [ZipEntry] {
    let bytes = Dictionary(files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { $1 })
    let shown = archive.lastPathComponent
    if bytes["SKILL.md"] != nil || bytes["skill.md"] != nil {
      // The files without their folder: it had the skill's name.
      let found = ComponentDetector.components(paths: ["x/SKILL.md"]) { _ in
        bytes["SKILL.md"] ?? bytes["skill.md"]
      }
      let declared = found.components.first?.name ?? ""
      let stem = archive.deletingPathExtension().lastPathComponent
      let isFolder = (try? RelativePath(declared))?.parts.count == 1 && declared != "x"
      return moved(files, below: "skills/\(isFolder ? declared : stem)/")
    }
    let tops = Set(files.map { $0.path.prefix { $0 != "/" } })
    if let top = tops.first, tops.count == 1 {
      if bytes["\(top)/.claude-plugin/plugin.json"] != nil {
        return moved(files, below: "plugins/")
      }
      if bytes["\(top)/SKILL.md"] != nil || bytes["\(top)/skill.md"] != nil {
        return moved(files, below: "skills/")
      }
    }
    guard !files.isEmpty,
      try files.allSatisfy({
        let path = try RelativePath($0.path)
        return Layout.isDeployable(path) && !Layout.isShared(path)
      })
    else { throw PackageFailure.noComponent(shown) }
    return files
  }

  private func moved(_ files: [ZipEntry], below folder: String) -> [ZipEntry] {
    files.map { file in
      var file = file
      file.path = folder + file.path
      return file
    }
  }

  private func save(
    _ files: [ZipEntry], archive: String, _ isForced: Bool, to workspace: Workspace
  ) async throws -> UnpackReport {
    let there = Set(try await workspace.files())
    let paths = try files.map { try RelativePath($0.path) }
    if let twins = Twins.find(in: there.union(paths)).first(where: {
      paths.contains($0.one) || paths.contains($0.other)
    }) {
      throw PackageFailure.twins(twins.one.text, twins.other.text)
    }
    let saves = zip(files, paths).map { file, path in
      Workspace.Save(FileContent(bytes: file.bytes, isExecutable: file.isExecutable), to: path)
    }
    let changes = try await workspace.changes(saving: saves, force: isForced)
    let written = Set(changes.files.map(\.path))
    var report = UnpackReport(
      written: paths.filter(written.contains).map(\.text).sorted(),
      same: paths.filter { !written.contains($0) }.map(\.text).sorted())
    if !changes.isEmpty {
      report.operation = try await perform(changes, as: "unpack", archive, in: workspace).number
    }
    let parts = Set(paths.map { $0.parts.prefix(2) })
    for subject in try await workspaceSubjects(below: parts)
    where subject.isLoaded && files.contains(where: { subject.files[$0.path] != nil }) {
      report.findings += await findings(in: subject, profile: .spec).map(FindingView.init)
    }
    return report
  }

  private func write(
    _ files: [ZipEntry], to place: URL, _ isForced: Bool
  ) throws -> UnpackReport {
    let folder = try Folder(place.path, making: true)
    var report = UnpackReport()
    var changed: [(RelativePath, FileContent)] = []
    for file in files.sorted(by: { $0.path < $1.path }) {
      let path = try RelativePath(file.path)
      let content = FileContent(bytes: file.bytes, isExecutable: file.isExecutable)
      let there = try folder.read(path)
      if there == content {
        report.same.append(file.path)
      } else if there != nil, !isForced {
        throw ExportFailure.different("\(place.path)/\(file.path)")
      } else {
        changed.append((path, content))
      }
    }
    for (path, content) in changed {
      try folder.write(content, to: path)
      report.written.append(path.text)
    }
    return report
  }
}
