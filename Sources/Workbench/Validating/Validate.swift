internal import Components
internal import Composition
internal import Graph
internal import Sections
internal import Workspace

extension Workbench {
  /// Holds components to the rules of their kinds.
  ///
  /// - Parameters:
  ///   - addresses: components of the workspace, by name or path; else of the library; else files
  ///     and folders on disk, which are only read. What begins with `/`, `./`, `../` or `~/` is on
  ///     disk. The workspace's components where there are none.
  ///   - profile: whose rules: one of ``ValidationReport/profiles``.
  ///   - directory: where relative paths on disk begin.
  /// - Throws: ``ValidationFailure``, ``AddressFailure``.
  package func validate(
    _ addresses: [String], profile name: String, in directory: String = "."
  ) async throws -> ValidationReport {
    guard let profile = Profile(rawValue: name) else {
      throw ValidationFailure.unknownProfile(name)
    }
    let inWorkspace = try await workspaceSubjects()
    var subjects: [Subject] = addresses.isEmpty ? inWorkspace.filter(\.isLoaded) : []
    for address in addresses {
      subjects += try self.subjects(address, inWorkspace: inWorkspace, directory: directory)
    }
    let neighbours = try await neighbours(inWorkspace: inWorkspace)
    var report = ValidationReport(profile: name, components: [], findings: [])
    for subject in subjects {
      report.components.append(subject.shownPath)
      let findings =
        await findings(in: subject, profile: profile) + neighbours.findings(for: subject)
      report.findings += findings.sorted(by: Composition.Finding.isBefore).map(FindingView.init)
    }
    return report
  }

  /// What is wrong with a component that was just composed.
  func validate(_ composed: Composed) async -> [Composition.Finding] {
    await findings(composed.kind, entry: composed.entry, files: composed.bytes, profile: .spec)
  }

  /// What is wrong with a component, wherever it is.
  func findings(in subject: Subject, profile: Profile) async -> [Composition.Finding] {
    await findings(
      subject.component.kind, entry: subject.component.entry, files: subject.files,
      profile: profile
    ).map { finding in
      var finding = finding
      finding.path = subject.shown(finding.path)
      return finding
    }
  }

  private func findings(
    _ kind: Component.Kind, entry: String, files: [String: [UInt8]], profile: Profile
  ) async -> [Composition.Finding] {
    var outlines: [String: Outline] = [:]
    var commands: [Composition.Finding] = []
    for (path, bytes) in files {
      outlines[path] = await parsers.read(Source(path: path, bytes: bytes)).outline
      guard kind != .script, kind != .documentation, kind != .reference else { continue }
      commands += ExecutableContent.commands(in: path, bytes: bytes).map { command in
        Composition.Finding(
          .executableContent, path: path, line: command.line, message: command.warning)
      }
    }
    let broken = Validation.findings(
      kind, entry: entry, files: files, outlines: outlines, profile: profile)
    return (broken + commands).sorted(by: Composition.Finding.isBefore)
  }
}

extension DeployCommand {
  /// What an agent does by itself, in words.
  fileprivate var warning: String {
    let of = name.isEmpty ? "" : " \(name)"
    return switch what {
    case .hook: "a hook\(of) runs “\(text)”"
    case .server: "the server\(of) is “\(text)”"
    case .inline: "“\(text)” runs when this is called"
    case .setting: "the setting\(of) runs “\(text)”"
    case .script: "a script that hooks can run"
    }
  }
}
