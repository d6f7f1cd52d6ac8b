internal import Composition
internal import Foundation
internal import Sections
internal import Workspace
internal import Zip

/// What was packaged for upload.
package struct PackageReport: Codable, Sendable, Equatable {
  /// The component, by path.
  package var component: String
  /// The archive; nil where it was not written.
  package var archive: String?
  /// Its length.
  package var bytes: Int
  /// The files in it, by path below the archive's top.
  package var files: [String]
  /// The files that were left out: caches, evaluations, version control.
  package var left: [String]
  /// What is wrong with it, by the rules of uploads. With an error nothing was written, unless
  /// that was asked for.
  package var findings: [FindingView]
}

extension Workbench {
  /// Packs a skill or plugin into a zip archive: the same bytes for the same files.
  ///
  /// Its top folder has the component's name. Caches, `evals/` and what file browsers and version
  /// control leave are not in it.
  ///
  /// - Parameters:
  ///   - address: as for ``validate(_:profile:in:)``.
  ///   - output: where to; `NAME.zip` in `directory` where nil.
  ///   - isForced: whether to replace a file with other content.
  ///   - isUnchecked: whether to pack what breaks the rules of uploads.
  /// - Throws: ``PackageFailure``, ``PathFailure``, ``AddressFailure``, ``ZipFailure``.
  package func package(
    _ address: String, to output: String? = nil, in directory: String = ".",
    overwriting isForced: Bool = false, isUnchecked: Bool = false
  ) async throws -> PackageReport {
    var subject = try await packable(address, in: directory)
    let all = subject.files
    subject.files = all.filter { !Self.isLeftOut($0.key, below: subject.component.path) }
    let findings = await findings(in: subject, profile: .api)
    let files = try entries(of: subject)
    let archive = try Zip.archive(files)
    var report = PackageReport(
      component: subject.shownPath, archive: nil, bytes: archive.count,
      files: files.map(\.path).sorted(),
      left: all.keys.filter { subject.files[$0] == nil }.map(subject.shown).sorted(),
      findings: findings.map(FindingView.init))
    guard isUnchecked || !findings.contains(where: { $0.severity == .error }) else { return report }
    let base = URL(filePath: directory, directoryHint: .isDirectory)
    let place = URL(filePath: output ?? "\(subject.component.name).zip", relativeTo: base)
      .standardizedFileURL
    try write(archive, to: place, isForced)
    report.archive = place.path
    return report
  }

  private func packable(_ address: String, in directory: String) async throws -> Subject {
    let found = try subjects(
      address, inWorkspace: try await workspaceSubjects(), directory: directory)
    // A plugin has its skills with it.
    let outermost = found.filter { one in
      !found.contains { one.component.path.hasPrefix($0.component.path + "/") }
    }
    guard outermost.count == 1, [.skill, .plugin].contains(outermost[0].component.kind) else {
      throw PackageFailure.notOne(address, found: outermost.map(\.component.kind.rawValue))
    }
    return outermost[0]
  }

  /// The files under the component's name, each of a path that every system can hold.
  private func entries(of subject: Subject) throws -> [ZipEntry] {
    let name = subject.component.name
    guard try RelativePath(name).parts.count == 1 else { throw PackageFailure.badName(name) }
    let skipped = subject.component.path.utf8.count
    let entries = subject.files.map { path, bytes in
      ZipEntry(
        path: name + String(decoding: path.utf8.dropFirst(skipped), as: UTF8.self), bytes: bytes,
        isExecutable: subject.executables.contains(path))
    }
    try ArchivePaths.check(files: entries.map(\.path), folders: [])
    return entries
  }

  private func write(_ archive: [UInt8], to place: URL, _ isForced: Bool) throws {
    let folder = try Folder(place.deletingLastPathComponent().path, making: true)
    let path = try RelativePath(place.lastPathComponent)
    let there = try folder.read(path)
    guard there?.bytes != archive else { return }
    guard there == nil || isForced else { throw ExportFailure.different(place.path) }
    try folder.write(FileContent(bytes: archive), to: path)
  }

  /// Whether a file is nobody's writing, or only for those who write the skill.
  private static func isLeftOut(_ path: String, below folder: String) -> Bool {
    let parts = path.utf8.dropFirst(folder.utf8.count).split(separator: UInt8(ascii: "/"))
      .map { String(Substring($0)) }
    let name = parts.last ?? ""
    return parts.dropLast().contains { FolderScan.skippedFolders[$0] != nil }
      || FolderScan.skippedFiles[name] != nil || name.hasSuffix(".pyc") || parts.first == "evals"
  }
}

/// The paths in an archive.
enum ArchivePaths {
  /// Expects that every path is safe, that every system can hold a file of it, and that none takes
  /// two of them for one.
  ///
  /// - Throws: ``PathFailure``, ``PackageFailure/twins(_:_:)``.
  static func check(files: [String], folders: [String]) throws {
    var paths: [RelativePath] = []
    for text in files + folders {
      let path = try RelativePath(text)
      try path.expectPortable()
      if paths.count < files.count { paths.append(path) }
    }
    if let twins = Twins.find(in: paths).first {
      throw PackageFailure.twins(twins.one.text, twins.other.text)
    }
  }
}

/// Why nothing was packed or unpacked.
package enum PackageFailure: Explained, Equatable {
  /// An address is not just one skill or plugin: what it is instead.
  case notOne(String, found: [String])
  /// The component has a name that no folder can have.
  case badName(String)
  /// Two paths that some file system takes for one.
  case twins(String, String)
  /// An archive has no component that could be in the workspace.
  case noComponent(String)

  package var problem: String {
    switch self {
    case .notOne(let address, let found):
      "“\(address)” is not one skill or plugin"
        + (found.isEmpty ? "" : ", but \(found.joined(separator: ", "))")
    case .badName(let name): "no folder can have the name “\(name)”"
    case .twins(let one, let other): "some systems take “\(one)” and “\(other)” for one file"
    case .noComponent(let archive): "\(archive) has no skill, plugin or other component at its top"
    }
  }

  package var hint: String? {
    switch self {
    case .notOne: "Name one skill or plugin; ‘joinery list’ shows the components."
    case .badName: "Give the component another name."
    case .twins: "Give one of them another name."
    case .noComponent: "Name a folder to unpack it to: joinery unpack FILE.zip DIR"
    }
  }
}
