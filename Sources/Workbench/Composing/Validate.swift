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
  ///   - addresses: components of the library, and components by their paths in the workspace.
  ///   - profile: whose rules: `spec` or `claude-code`.
  package func validate(_ addresses: [String], profile: String) async throws -> ValidationReport {
    guard let profile = Profile(rawValue: profile) else {
      throw ProfileFailure.unknown(profile)
    }
    var report = ValidationReport(components: [], findings: [])
    for address in addresses {
      let documents = try documents(address)
      guard let component = try component(of: address, documents) else { continue }
      var files: [String: [UInt8]] = [:]
      for document in documents { files[document.path] = try graph.bytes(of: document) }
      report.components.append(component.path)
      report.findings += await findings(
        component.kind, entry: component.entry, files: files, profile: profile
      ).map(FindingView.init)
    }
    return report
  }

  private func component(
    of address: String, _ documents: [StoredDocument]
  ) throws -> Component? {
    if case .component(let component) = try graph.resolve(try Address(address)) { return component }
    return try documents.first?.component.flatMap { try graph.component(at: $0) }
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
