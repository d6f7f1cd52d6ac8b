internal import Components
internal import Composition
internal import Graph
internal import Sections
internal import Workspace

/// Something that is wrong with a component.
package struct FindingView: Codable, Sendable, Equatable {
  /// The rule's id, which never changes its meaning.
  package var rule: String
  /// `error` or `warning`.
  package var severity: String
  /// The file.
  package var path: String
  /// The line, from 1.
  package var line: Int?
  /// What is wrong.
  package var message: String

  init(_ finding: Composition.Finding) {
    rule = finding.rule
    severity = finding.severity.rawValue
    path = finding.path
    line = finding.line
    message = finding.message
  }
}

/// What was checked, and what is wrong with it.
package struct ValidationReport: Codable, Sendable, Equatable {
  /// The components that were checked, by path.
  package var components: [String]
  /// What is wrong. Empty where all is well.
  package var findings: [FindingView]

  /// Whether an agent or a validator would refuse something.
  package var hasErrors: Bool { findings.contains { $0.severity == "error" } }
}

extension Workbench {
  /// Holds components to the rules of their kinds.
  ///
  /// - Parameters:
  ///   - addresses: components of the workspace, by name or path; else of the library.
  ///   - profile: whose rules: `spec` or `claude-code`.
  package func validate(_ addresses: [String], profile: String) async throws -> ValidationReport {
    guard let profile = Profile(rawValue: profile) else {
      throw ProfileFailure.unknown(profile)
    }
    let inWorkspace = try await workspaceComponents()
    var report = ValidationReport(components: [], findings: [])
    for address in addresses {
      let known = inWorkspace.filter { $0.component.isNamed(address) }
      let subject = try known.count == 1 ? known[0] : librarySubject(address)
      report.components.append(subject.component.path)
      report.findings += await findings(
        subject.component.kind, entry: subject.component.entry, files: try subject.files(),
        profile: profile
      ).map(FindingView.init)
    }
    return report
  }

  /// A component, and where its files come from.
  private struct Subject {
    var component: Component
    var files: () throws -> [String: [UInt8]]
  }

  /// The components as they are in the workspace, whether or not they are checked in.
  private func workspaceComponents() async throws -> [Subject] {
    let workspace = try workspace()
    var files: [String: [UInt8]] = [:]
    for path in try await workspace.files() {
      guard Layout.isDeployable(path), !Layout.isShared(path) else { continue }
      files[path.text] = try await workspace.read(path)?.bytes
    }
    let found = ComponentDetector.components(paths: Array(files.keys)) { files[$0] }
    return found.components.map { component in
      let own = files.filter { $0.key == component.path || $0.key.hasPrefix(component.path + "/") }
      return Subject(component: component) { own }
    }
  }

  private func librarySubject(_ address: String) throws -> Subject {
    let files = try files(address)
    let path = files.folder == nil ? files.documents.first?.component : nil
    guard let component = try files.component ?? path.flatMap({ try graph.component(at: $0) })
    else { throw AddressFailure.unknown(address, similar: []) }
    return Subject(component: component) {
      Dictionary(
        try files.documents.map { ($0.path, try graph.bytes(of: $0)) }, uniquingKeysWith: { $1 })
    }
  }

  /// What is wrong with a component that was just composed.
  func validate(_ composed: Composed) async -> [Composition.Finding] {
    await findings(composed.kind, entry: composed.entry, files: composed.bytes, profile: .spec)
  }

  private func findings(
    _ kind: Component.Kind, entry: String, files: [String: [UInt8]], profile: Profile
  ) async -> [Composition.Finding] {
    var outlines: [String: Outline] = [:]
    for (path, bytes) in files {
      outlines[path] = await parsers.read(Source(path: path, bytes: bytes)).outline
    }
    return Validation.findings(
      kind, entry: entry, files: files, outlines: outlines, profile: profile)
  }
}

extension Component {
  fileprivate func isNamed(_ name: String) -> Bool {
    name == self.name || name == path || name == "workspace/\(path)"
  }
}

/// Why nothing was validated.
package enum ProfileFailure: Explained, Equatable {
  /// There is no profile of that name.
  case unknown(String)

  package var problem: String {
    switch self {
    case .unknown(let name): "there is no profile “\(name)”"
    }
  }

  package var hint: String? {
    "The profiles are \(Profile.allCases.map(\.rawValue).joined(separator: ", "))."
  }
}
