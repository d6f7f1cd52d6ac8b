/// Which part of a repository is the tool's: what it lists and commits. The rest is left alone.
package enum Share: Hashable, Sendable {
  /// All of it: a repository that the tool made for itself.
  case all
  /// These files and folders at its top: a repository that the user had already.
  case only(Set<String>)

  /// Whether the file or folder at `path` is the tool's.
  package func includes(_ path: RelativePath) -> Bool {
    switch self {
    case .all: true
    case .only(let names): names.contains(String(path.parts.first ?? ""))
    }
  }
}
