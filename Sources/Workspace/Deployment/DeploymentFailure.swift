internal import Sections

/// Why a deployment was not planned or not begun.
package enum DeploymentFailure: Explained, Equatable {
  /// A target's name that is not of letters, digits, `-` and `_`.
  case badName(String)
  /// A target's root that is not an absolute path.
  case relativeRoot(String)
  /// The target's root is in a folder that something else writes to, or around it: what that is.
  case overlap(root: String, with: String)
  /// There is a target of that name already, elsewhere.
  case targetExists(name: String, root: String)
  /// There is no target of that name.
  case unknownTarget(String, known: [String])
  /// The file that lists the targets cannot be understood.
  case unreadable(path: String, reason: String)
  /// The target's root is gone, though something was deployed to it.
  case vanished(name: String, root: String)
  /// None of the files that were deployed is there any more.
  case emptied(name: String, root: String, files: Int)
  /// The plan is not what was planned.
  case altered
  /// The target or what was deployed to it has changed since the plan was made.
  case outdated([String])
  /// An earlier command was interrupted, and is to be finished first.
  case unfinished(String)

  package var problem: String {
    switch self {
    case .badName(let name): "“\(name)” is no name for a target"
    case .relativeRoot(let root): "the target's path “\(root)” is not absolute"
    case .overlap(let root, let other): "the target's path \(root) overlaps with \(other)"
    case .targetExists(let name, let root): "there is a target \(name) already, at \(root)"
    case .unknownTarget(let name, _): "there is no target \(name)"
    case .unreadable(let path, let reason): "\(path) cannot be understood: \(reason)"
    case .vanished(let name, let root): "the target \(name) is gone: there is no folder \(root)"
    case .emptied(let name, let root, let files):
      "the target \(name) is suddenly empty: none of its \(files) files is left in \(root)"
    case .altered: "the plan was changed after it was made"
    case .outdated(let paths):
      "the plan is outdated: "
        + (paths.isEmpty
          ? "something else was deployed meanwhile"
          : paths.prefix(5).joined(separator: ", ") + (paths.count > 5 ? ", …" : "")
            + " changed meanwhile")
    case .unfinished(let command): "an earlier ‘joinery \(command)’ was interrupted"
    }
  }

  package var hint: String? {
    switch self {
    case .badName: "Use up to 64 letters, digits, “-” and “_”."
    case .relativeRoot: "Give the whole path."
    case .overlap: "Give a folder of its own: what one writes there, the other would remove."
    case .targetExists: "Choose another name, or remove that target first."
    case .unknownTarget(_, let known):
      known.isEmpty ? "‘joinery target add NAME PATH’ adds one." : "There is \(known.list)."
    case .unreadable: "Mend it by hand, or move it away to begin anew."
    case .vanished: "Is its disk missing? Mount it, or say that everything is to be written anew."
    case .emptied: "If that is meant, say that everything is to be written anew."
    case .unfinished: "Finish it first: the next command that writes does."
    case .altered, .outdated: "Make a new plan."
    }
  }
}

extension [String] {
  fileprivate var list: String { joined(separator: ", ") }
}
