internal import Foundation
internal import Git
internal import Sections
internal import Workspace

/// How somebody settles the files that a deployment leaves alone.
package enum Settlement: Sendable, Equatable {
  /// The target gets what the workspace has.
  case takeWorkspace
  /// The target keeps what it has, and the next merge starts from here.
  case keepTarget
  /// The target gets this text, which somebody made of both as they were: see ``Conflict/token``.
  case merge([UInt8], of: String)
}

/// A file that a deployment leaves alone, to be merged by hand.
package struct Conflict: Codable, Sendable, Equatable {
  /// One section in which the two sides do not go together.
  package struct Section: Codable, Sendable, Equatable {
    /// Its title.
    package var title: String
    /// What stands after `#` in its address.
    package var anchor: String
    /// Why it was not merged.
    package var reason: String
  }

  /// The target.
  package var target: String
  /// The file, below the target.
  package var path: String
  /// Both sides' text, with markers where they do not go together.
  package var text: FileText
  /// What both sides were.
  package var token: String
  /// Where they do not.
  package var sections: [Section]
}

/// What a file has: in JSON its text, or the numbers of its bytes where they are none.
package struct FileText: Codable, Sendable, Equatable {
  /// The bytes of the file.
  package var bytes: [UInt8]

  init(bytes: [UInt8]) { self.bytes = bytes }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      bytes = Array(text.utf8)
    } else {
      bytes = try container.decode([UInt8].self)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let text = String(validating: bytes, as: UTF8.self) {
      try container.encode(text)
    } else {
      try container.encode(bytes)
    }
  }
}

extension Conflict.Section {
  init(_ conflict: MergeConflict) {
    self.init(
      title: conflict.title, anchor: conflict.fragment, reason: conflict.reason.rawValue)
  }
}

extension Workbench {
  /// The files of a target that wait for a decision, merged as far as that goes.
  ///
  /// - Parameters:
  ///   - name: the target; the only one where nil.
  ///   - paths: only these files and folders, below the target; all where empty.
  /// - Throws: ``ResolveFailure`` where a path is none that waits.
  package func conflicts(in name: String?, _ paths: [String] = []) async throws -> [Conflict] {
    let workspace = try workspace()
    let target = try target(name)
    let plan = try await plan(target, workspace).plan
    var conflicts: [Conflict] = []
    for step in try open(plan, paths) {
      let merge = try await merge(step, of: target, workspace)?.result
      var text = merge?.bytes
      if text == nil { text = try await sideBySide(step, target, workspace) }
      conflicts.append(
        Conflict(
          target: target.name, path: step.path.text, text: FileText(bytes: text ?? []),
          token: step.token, sections: merge?.conflicts.map(Conflict.Section.init) ?? []))
    }
    return conflicts
  }

  /// Both sides of a file that they never had in common, with markers where they differ; the one
  /// there is where only one is.
  private func sideBySide(
    _ step: Step, _ target: Target, _ workspace: Workspace
  ) async throws -> [UInt8] {
    let ours = try await workspace.found(step, in: target)?.bytes
    guard let wanted = step.wanted else { return ours ?? [] }
    let theirs = try await workspace.blob(wanted.id)
    guard let ours else { return theirs }
    guard ![ours, theirs].contains(where: { Source(path: "", bytes: $0).isBinary }) else {
      return ours
    }
    return try Merge(
      base: nil, ours: ours, theirs: theirs, labels: ("", "target \(target.name)", "workspace")
    ).bytes
  }

  /// Settles files that a deployment leaves alone. The bytes that are replaced stay in git.
  ///
  /// - Parameters:
  ///   - name: the target; the only one where nil.
  ///   - paths: the files and folders, below the target; all that wait where empty.
  ///   - consent: which commands may be deployed that were not before.
  /// - Throws: ``ResolveFailure``, ``DeploymentFailure``, ``UnallowedCommands``.
  package func resolve(
    _ paths: [String], in name: String?, by resolution: Settlement,
    consent: CommandConsent = .nothing
  ) async throws -> DeployReport {
    let workspace = try workspace()
    return try await workspace.exclusively {
      let earlier = try await recover(workspace)
      let target = try target(name)
      var planned = try await plan(target, workspace)
      var decisions: [RelativePath: Decision] = [:]
      for step in try open(planned.plan, paths) {
        decisions[step.path] = try await decision(resolution, step, target, workspace)
      }
      planned.plan = planned.plan.only(Set(decisions.keys)).settling(decisions)
      return try await apply(planned, as: "resolve", consent, after: earlier?.command, workspace)
    }
  }

  private func decision(
    _ resolution: Settlement, _ step: Step, _ target: Target, _ workspace: Workspace
  ) async throws -> Decision {
    switch resolution {
    case .takeWorkspace: return .takeWorkspace(bytes: try await workspace.size(of: step.wanted))
    case .keepTarget: return .keepTarget
    case .merge(let bytes, let token):
      let path = step.path.text
      guard token == step.token else {
        throw ResolveFailure.changed(path, kept: try keep(bytes, ofFile: path))
      }
      if let marker = Self.marker(in: bytes) {
        throw ResolveFailure.unfinished(
          path, line: marker, kept: try keep(bytes, ofFile: path))
      }
      let isExecutable = try await workspace.found(step, in: target)?.isExecutable ?? false
      let content = FileContent(bytes: bytes, isExecutable: isExecutable)
      return .merge(try await workspace.keep(content), bytes: bytes.count)
    }
  }

  /// The line, from 1, of the first marker of a conflict that was left in a text.
  private static func marker(in bytes: [UInt8]) -> Int? {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let marks = ["<<<<<<< ", "||||||| ", ">>>>>>> "].map { Array($0.utf8) }
    return lines.firstIndex { line in marks.contains { line.starts(with: $0) } }.map { $0 + 1 }
  }

  /// The steps of a plan that wait for a decision, of those that were asked for.
  private func open(_ plan: Plan, _ paths: [String]) throws -> [Step] {
    let open = plan.steps.filter(\.isOpen)
    if paths.isEmpty { return open }
    let asked = try Set(paths.map { try RelativePath($0) })
    for path in asked where !open.contains(where: { $0.path.lineage.contains(path) }) {
      throw ResolveFailure.settled(path.text, target: plan.target.name)
    }
    return open.filter { !asked.isDisjoint(with: $0.path.lineage) }
  }
}

extension Step {
  /// What all sides of it are, in a line.
  fileprivate var token: String {
    let sides = [base?.id.hex, wanted?.id.hex, found.version?.id.hex]
    return sides.map { $0 ?? "-" }.joined(separator: " ")
  }
}

/// Why a file was not settled.
package enum ResolveFailure: Explained, Equatable {
  /// Nothing has to be decided about the file.
  case settled(String, target: String)
  /// A merged text has a marker in it still.
  case unfinished(String, line: Int, kept: String)
  /// One of the sides was changed while somebody merged them.
  case changed(String, kept: String)

  package var problem: String {
    switch self {
    case .settled(let path, let target): "there is nothing to decide about \(path) in \(target)"
    case .unfinished(let path, let line, _): "\(path) has a conflict marker in line \(line) still"
    case .changed(let path, _): "\(path) was changed meanwhile, in the target or the workspace"
    }
  }

  package var hint: String? {
    switch self {
    case .settled: "‘joinery plan’ lists the conflicts, by path below the target."
    case .unfinished(_, _, let kept):
      "Nothing was written; your text is in \(kept). Keep one of the texts between the markers."
    case .changed(_, let kept): "Nothing was written; your text is in \(kept). Merge once more."
    }
  }
}
