/// How the workspace and the targets stand: only what is not clean.
package struct StatusReport: Codable, Sendable, Equatable {
  /// A file of the workspace.
  package struct File: Codable, Sendable, Equatable {
    /// Its path below the workspace.
    package var path: String
    /// Against the last commit: added, edited or removed; nil where it is what was committed.
    package var uncommitted: String?
    /// Against the library: edited, new, update available, conflict, missing or orphaned; nil where
    /// both are the same.
    package var library: String?
    /// The path in the library that it was checked out from.
    package var source: String?
    /// Which sections differ from the last commit, or, where none do, from what the library had.
    package var sections: [SectionChange]
  }

  /// A target.
  package struct Target: Codable, Sendable, Equatable {
    /// A file of it.
    package struct File: Codable, Sendable, Equatable {
      /// Its path below the target.
      package var path: String
      /// Against the workspace's last commit: edited, update available, merge, conflict, missing,
      /// unmanaged or orphaned.
      package var state: String
      /// Why it is a conflict.
      package var reason: String?
      /// Which sections differ from what was deployed: in the workspace, or in the target where
      /// the file was edited only there.
      package var sections: [SectionChange]
    }

    /// What it is called.
    package var target: String
    /// Where it is.
    package var path: String
    /// The files that are not as they should be.
    package var files: [File]
    /// How many are.
    package var clean: Int
    /// How many files beside them nobody owns.
    package var unmanaged: Int
  }

  /// The files of the workspace that are not clean, by path.
  package var workspace: [File]
  /// The targets, by name.
  package var targets: [Target]
  /// What nothing could be said about, with the reason.
  package var unreachable: [PathNote]

  /// Whether there is nothing to commit, to check in or out, or to deploy.
  package var isClean: Bool {
    workspace.isEmpty && unreachable.isEmpty && targets.allSatisfy(\.files.isEmpty)
  }
}

extension StatusReport.Target.File {
  /// A file that a deployment would do something about, or leave.
  init(_ file: PlanView.File) {
    let state =
      switch file.action {
      case "create": "missing"
      case "update": "update available"
      case "merge", "conflict": file.action
      case "adopt": "unmanaged"
      case "remove", "forget", "orphan": "orphaned"
      default: "edited"
      }
    self.init(path: file.path, state: state, reason: file.conflict, sections: file.sections)
  }
}
