internal import Sections

/// Why the workspace would not change its branch or its files.
package enum HistoryFailure: Explained, Equatable {
  /// Files that were to be replaced have changes that are not committed.
  case uncommitted([RelativePath])
  /// A file is of a kind that only git itself can bring to disk: a link, a submodule.
  case beyond(String)
  /// There is no branch of that name.
  case unknownBranch(String, known: [String])
  /// There is a branch of that name already.
  case branchExists(String)
  /// A name that git takes for no branch.
  case badName(String)
  /// A working folder stands on that branch.
  case inUse(String)
  /// Commits of that branch are on no other.
  case unmerged(String)
  /// HEAD stands on a commit, and on no branch.
  case detached
  /// There is no commit yet.
  case noCommit
  /// There is no commit that is called so.
  case unknownRevision(String)
  /// The two histories share no commit.
  case unrelated(String)

  package var problem: String {
    switch self {
    case .uncommitted(let paths):
      "changes that are not committed would be lost: "
        + paths.prefix(5).map(\.text).joined(separator: ", ")
        + (paths.count > 5 ? " and \(paths.count - 5) more" : "")
    case .beyond(let path): "\(path) is a link or a submodule, or has a name that is refused"
    case .unknownBranch(let name, _): "there is no branch \(name)"
    case .branchExists(let name): "there is a branch \(name) already"
    case .badName(let name): "“\(name)” cannot be a branch's name"
    case .inUse(let name): "the branch \(name) is in use"
    case .unmerged(let name): "the branch \(name) has commits that the current one has not"
    case .detached: "the workspace stands on a commit, and on no branch"
    case .noCommit: "the workspace has no commit yet"
    case .unknownRevision(let name): "the workspace has no commit “\(name)”"
    case .unrelated(let name): "\(name) shares no commit with the workspace"
    }
  }

  package var hint: String? {
    switch self {
    case .uncommitted: "Commit them, or put them back with ‘joinery restore PATH’."
    case .beyond: "Do this step with git itself."
    case .unknownBranch(_, let known):
      "There is \(known.joined(separator: ", ")). ‘joinery switch -c NAME’ makes one."
    case .branchExists: "‘joinery switch NAME’ goes there."
    case .badName: "Use letters, digits, “-”, “_” and “/”."
    case .inUse: "Switch to another first, there where it is in use."
    case .unmerged: "If they can go: git branch -D NAME"
    case .detached:
      "‘joinery switch NAME’ goes to a branch, ‘joinery switch -c NAME’ makes one here."
    case .noCommit: "‘joinery commit’ makes the first."
    case .unknownRevision: "‘git log’ shows what there is."
    case .unrelated: "Is it the right remote? If so, merge once with git."
    }
  }
}

/// Why it is not clear which remote is meant.
package enum RemoteFailure: Explained, Equatable {
  /// There is none of that name.
  case unknown(String, known: [String])
  /// None is named, and there is not just one.
  case notOne([String])
  /// The remote has no such branch.
  case noBranch(String, remote: String)

  package var problem: String {
    switch self {
    case .unknown(let name, _): "there is no remote \(name)"
    case .notOne(let names):
      names.isEmpty
        ? "there is no remote" : "there is more than one remote: \(names.joined(separator: ", "))"
    case .noBranch(let branch, let remote): "the remote \(remote) has no branch \(branch)"
    }
  }

  package var hint: String? {
    switch self {
    case .unknown(_, let known) where !known.isEmpty: "There is \(known.joined(separator: ", "))."
    case .notOne(let names) where !names.isEmpty: "Name the one you mean."
    case .unknown, .notOne: "‘joinery remote add NAME URL’ adds one."
    case .noBranch: "‘joinery push’ makes it."
    }
  }
}
