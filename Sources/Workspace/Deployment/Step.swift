internal import Git

/// What a target holds at a path, before anything is written.
package enum Found: Hashable, Sendable, Codable {
  /// Nothing.
  case nothing
  /// A file.
  case file(FileVersion)
  /// Something that is no file of ours: what is wrong with it, in words.
  case blocked(String)
}

/// What a deployment does about one file.
package struct Step: Hashable, Sendable, Codable {
  /// The things that can be done.
  package enum Action: String, Sendable, Codable, CaseIterable {
    /// Write a file where there is none.
    case create
    /// Replace what was deployed, and nobody edited since.
    case update
    /// Both sides have changed, and their changes go together: write what holds them all.
    case merge
    /// Take note that the target holds the workspace's changes already, beside its own. Nothing is
    /// written.
    case retain
    /// Take note that the target has it already. Nothing is written.
    case adopt
    /// Nothing: the target has it, and we know.
    case keep
    /// Nothing: only the target's side has changed since the last deployment.
    case edited
    /// Remove what was deployed and is no longer wanted.
    case remove
    /// Take note that it is gone already. Nothing is written.
    case forget
    /// Nothing: it is no longer wanted, but somebody edited it. It stays.
    case orphan
    /// Nothing: both sides have changed, or something else is in the way. The target keeps it.
    case conflict
  }

  /// The file, relative to the target's root.
  package let path: RelativePath
  /// What is done.
  package let action: Action
  /// What is wanted there; nil where nothing is.
  package let wanted: FileVersion?
  /// What is there now.
  package let found: Found
  /// What was last deployed there: the base of a merge, kept in git; nil where nothing was.
  package let base: FileVersion?
  /// What is written instead of what is wanted: both sides' changes.
  package let merged: FileVersion?
  /// How many bytes are written.
  package let bytes: Int
  /// Whether it is about a part of the file only: see ``SharedPart``. All versions are of that
  /// part then.
  package let isPart: Bool

  init(
    path: RelativePath, action: Action, wanted: FileVersion?, found: Found, base: FileVersion?,
    merged: FileVersion? = nil, bytes: Int = 0, isPart: Bool = false
  ) {
    self.isPart = isPart
    self.path = path
    self.action = action
    self.wanted = wanted
    self.found = found
    self.base = base
    self.merged = merged
    self.bytes = bytes
  }

  /// What is there once it is done; nil where nothing is.
  package var written: FileVersion? { merged ?? wanted }

  /// Why it is a conflict; nil where it is none.
  package var conflict: String? {
    guard action == .conflict else { return nil }
    switch found {
    case .blocked(let reason): return reason
    case .file where base == nil && isPart: return "it has other values for the same keys"
    case .file where base == nil: return "another file is there, which was not deployed from here"
    case .file, .nothing: return "it was edited in the target and in the workspace"
    }
  }

  /// Whether it writes or removes a file.
  package var touchesTarget: Bool { action.touchesTarget }

  /// Whether it changes anything: the target, or what is known of it.
  package var isChange: Bool { action.isChange }

  /// The same step with another action, and what it writes.
  func doing(_ action: Action, merged: FileVersion? = nil, bytes: Int = 0) -> Step {
    Step(
      path: path, action: action, wanted: wanted, found: found, base: base, merged: merged,
      bytes: bytes, isPart: isPart)
  }

  /// The same step about a part of the file.
  func ofPart(bytes: Int) -> Step {
    Step(
      path: path, action: action, wanted: wanted, found: found, base: base, merged: merged,
      bytes: bytes, isPart: true)
  }
}

extension Step.Action {
  /// Whether a file is written or removed.
  var touchesTarget: Bool {
    switch self {
    case .create, .update, .merge, .remove: true
    case .adopt, .keep, .retain, .edited, .forget, .orphan, .conflict: false
    }
  }

  /// Whether anything changes: the target, or what is known of it.
  package var isChange: Bool {
    touchesTarget || self == .adopt || self == .retain || self == .forget
  }
}
