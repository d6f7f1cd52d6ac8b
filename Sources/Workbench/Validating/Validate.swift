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
  ///   - progress: told how many components are done, of how many.
  /// - Throws: ``ValidationFailure``, ``AddressFailure``; `CancellationError` where the task was
  ///   cancelled.
  package func validate(
    _ addresses: [String], profile name: String, in directory: String = ".",
    progress: Progress = { _, _ in }
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
    var outlines: [PathKey: Outline] = [:]
    var known: Set<Composition.Finding> = []
    for (done, subject) in subjects.enumerated() {
      try Task.checkCancellation()
      defer { progress(done + 1, subjects.count) }
      report.components.append(subject.shownPath)
      let findings =
        await findings(in: subject, profile: profile, &outlines)
        + neighbours.findings(for: subject)
      // A plugin has the files of its skills too, and what is wrong with them once.
      report.findings += findings.sorted(by: Composition.Finding.isBefore)
        .filter { known.insert($0).inserted }.map(FindingView.init)
    }
    return report
  }

  /// The errors of the components that some files are part of: what agents or validators would
  /// refuse. Only what is around the files is read.
  ///
  /// - Parameter paths: files, below the workspace.
  package func errors(touching paths: [String]) async throws -> [FindingView] {
    let parts = Set(paths.map { $0.split(separator: "/").prefix(2) })
    var errors: [FindingView] = []
    var known: Set<Composition.Finding> = []
    for subject in try await workspaceSubjects(below: parts)
    where subject.isLoaded && paths.contains(where: { subject.files[$0] != nil }) {
      errors += await findings(in: subject, profile: .spec)
        .filter { $0.severity == .error && known.insert($0).inserted }.map(FindingView.init)
    }
    return errors
  }

  /// What is wrong with a component that was just composed.
  func validate(_ composed: Composed) async -> [Composition.Finding] {
    let component = Component(
      kind: composed.kind, name: "", path: composed.entry, entry: composed.entry)
    let subject = Subject(component: component, files: composed.bytes)
    return await findings(in: subject, profile: .spec)
  }

  /// What is wrong with a component, wherever it is.
  func findings(in subject: Subject, profile: Profile) async -> [Composition.Finding] {
    var outlines: [PathKey: Outline] = [:]
    return await findings(in: subject, profile: profile, &outlines)
  }

  /// - Parameter known: the outlines of files that were read before, by the paths that reports
  ///   show; those of others are added.
  private func findings(
    in subject: Subject, profile: Profile, _ known: inout [PathKey: Outline]
  ) async -> [Composition.Finding] {
    let (kind, entry) = (subject.component.kind, subject.component.entry)
    var outlines: [String: Outline] = [:]
    var textsKnown: Set<String> = []
    var findings: [Composition.Finding] = []
    for (path, bytes) in subject.files {
      let key = PathKey(subject.shown(path))
      if let outline = known[key] {
        outlines[path] = outline
        textsKnown.insert(path)
        continue
      }
      outlines[path] = await parsers.read(Source(path: path, bytes: bytes)).outline
      known[key] = outlines[path]
      if subject.isLoaded { findings += commands(in: path, bytes) }
    }
    findings += Validation.findings(
      kind, entry: entry, files: subject.files, outlines: outlines, profile: profile,
      textsKnown: textsKnown)
    return findings.map { finding in
      var finding = finding
      finding.path = subject.shown(finding.path)
      return finding
    }.sorted(by: Composition.Finding.isBefore)
  }

  private func commands(in path: String, _ bytes: [UInt8]) -> [Composition.Finding] {
    ExecutableContent.commands(in: path, bytes: bytes).map { command in
      Composition.Finding(
        .executableContent, path: path, line: command.line, message: command.warning)
    }
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
