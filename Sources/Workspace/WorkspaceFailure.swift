package import Git
internal import Sections

// Git stands below the shape that our errors have, so it takes it on here.
extension GitFailure: Explained {}

/// Why the workspace would not do something.
package enum WorkspaceFailure: Explained, Equatable {
  /// Another process holds the workspace, and did not let go in time.
  case busy(root: String, holder: String?)
  /// The repository has no folder to edit files in.
  case bare(String)
  /// There is no repository, and none is to be made.
  case noRepository(String)
  /// The folder is one inside of a repository.
  case partOf(String, root: String)
  /// The file has changes that neither git nor the caller knows.
  case edited(RelativePath)
  /// Files or references are not what they were when it was decided to write them.
  case changed([String])
  /// The operation of that number changed nothing.
  case nothingToUndo(Int)
  /// Neither the workspace nor its last commit has such a file or folder.
  case unknown(RelativePath)
  /// Git is in the middle of something that a commit would spoil.
  case unfinished(String)
  /// There is nothing to say about a commit.
  case noMessage
  /// What was to be committed rests on a commit that is no longer the last one.
  case outdated

  package var problem: String {
    switch self {
    case .busy(let root, let holder):
      "another process\(holder.map { " (\($0))" } ?? "") is at work in \(root)"
    case .bare(let root): "the repository \(root) is bare: it has no folder to edit files in"
    case .noRepository(let root): "there is no git repository at \(root)"
    case .partOf(let whole, let root): "\(root) is inside of the repository \(whole)"
    case .edited(let path): "\(path) has changes that are not committed"
    case .changed(let paths):
      paths.prefix(3).joined(separator: ", ")
        + (paths.count > 3
          ? " and \(paths.count - 3) more have" : paths.count > 1 ? " have" : " has")
        + " changed meanwhile"
    case .nothingToUndo(let number): "operation \(number) changed nothing that could be undone"
    case .unknown(let path): "neither the workspace nor its last commit has \(path)"
    case .unfinished(let what): "\(what) is under way in the workspace"
    case .noMessage: "the message of the commit is empty"
    case .outdated: "something else was committed meanwhile"
    }
  }

  package var hint: String? {
    switch self {
    case .busy: "Wait until it has ended, and run it again."
    case .bare: "Give a folder with files, or one that git has not seen yet."
    case .noRepository: "Is its disk missing? If it is to be a new one: git init PATH"
    case .partOf: "Give the whole repository: a commit, its index and its rules are of all of it."
    case .edited: "Commit them, or say that they may be replaced: they stay in git even then."
    case .changed: "Nothing was written. Look at them, and decide anew."
    case .nothingToUndo: "‘joinery ops’ shows what there is."
    case .unknown: "‘joinery status’ shows what there is."
    case .unfinished: "Finish it with git, or abort it."
    case .noMessage: "Say in a line what changed."
    case .outdated: "Run it again: nothing was committed."
    }
  }
}
