internal import Git

/// How somebody settles a file that a plan leaves alone: both sides changed it, or it is no longer
/// wanted and was edited.
package enum Decision: Hashable, Sendable {
  /// The target gets what the workspace has, of so many bytes; where that is nothing, the file goes.
  case takeWorkspace(bytes: Int)
  /// The target keeps what it has, and the next merge starts from here.
  case keepTarget
  /// The target gets this, of so many bytes, which holds both sides' changes.
  case merge(FileVersion, bytes: Int)
}

extension Plan {
  /// The plan with some files settled.
  package func settling(_ decisions: [RelativePath: Decision]) -> Plan {
    Plan(
      target: target, base: base,
      steps: steps.map { step in decisions[step.path].map(step.settled) ?? step })
  }

  /// The plan for some files only.
  package func only(_ paths: Set<RelativePath>) -> Plan {
    Plan(target: target, base: base, steps: steps.filter { paths.contains($0.path) })
  }
}

extension Step {
  /// Whether somebody may settle it: it is left alone, and a file or nothing is there.
  package var isOpen: Bool {
    guard action == .conflict || action == .orphan else { return false }
    if case .blocked = found { return false }
    return true
  }

  func settled(_ decision: Decision) -> Step {
    guard isOpen else { return self }
    switch decision {
    case .takeWorkspace(let bytes):
      return doing(wanted == nil ? .remove : .update, bytes: bytes)
    case .keepTarget: return doing(.retain)
    case .merge(let version, _) where found == .file(version): return doing(.retain)
    case .merge(let version, let bytes) where version == wanted:
      return doing(.update, bytes: bytes)
    case .merge(let version, let bytes): return doing(.merge, merged: version, bytes: bytes)
    }
  }
}

extension Workspace {
  /// The file, or the part of it, that a step of a plan found in a target.
  ///
  /// - Throws: ``DeploymentFailure/outdated(_:)`` where something else is there by now.
  package func found(_ step: Step, in target: Target) throws -> FileContent? {
    guard case .file(let version) = step.found else { return nil }
    let content =
      step.isPart
      ? try content(
        of: SharedPart(of: step.path, name: target.name), at: step.path, in: target,
        owned: [step.wanted, step.base])
      : Folder.exists(target.root) ? try Folder(target.root).read(step.path) : nil
    guard let content, try FileVersion(of: content) == version else {
      throw DeploymentFailure.outdated([step.path.text])
    }
    return content
  }

  /// How many bytes a version that git keeps has; none where it is nil.
  package func size(of version: FileVersion?) throws -> Int {
    try version.map { try repository.size(ofBlob: $0.id) } ?? 0
  }

  /// Keeps a file's content in git, and says which version that is.
  package func keep(_ content: FileContent) throws -> FileVersion {
    FileVersion(id: try repository.write(content.bytes), isExecutable: content.isExecutable)
  }
}
