internal import CGit2

/// What the `.gitignore` files at and below a folder say, whether or not it is in a repository.
///
/// Only those files count. What the user's own configuration ignores everywhere does not, so that
/// the same folder gives the same answer on every machine.
package struct IgnoreRules: ~Copyable {
  private let repository: OpaquePointer
  private var folders: [Substring: Bool] = [:]

  /// The rules for `folder`. Nothing is read yet, and nothing is ever written.
  package init(folder: String) throws(GitFailure) {
    try Library.open()
    repository = try IgnoreRules.repository(workingIn: folder)
  }

  /// A repository that has no place on disk, an empty configuration, and `folder` to work in.
  private static func repository(workingIn folder: String) throws(GitFailure) -> OpaquePointer {
    let configuration = try make("read the ignore rules of \(folder)") { git_config_new(&$0) }
    defer { git_config_free(configuration) }
    let repository = try make("read the ignore rules of \(folder)") { git_repository_new(&$0) }
    do {
      try check("read the ignore rules of \(folder)") {
        git_repository_set_config(repository, configuration)
      }
      try check("read the ignore rules of \(folder)") {
        git_repository_set_workdir(repository, folder, 0)
      }
      return repository
    } catch {
      git_repository_free(repository)
      throw error
    }
  }

  deinit { git_repository_free(repository) }

  /// Whether git would ignore what is at `path`, relative to the folder: because a rule says so,
  /// or because a folder around it is ignored.
  ///
  /// - Parameter isFolder: whether a folder is there. Rules that end in a slash mean folders only.
  package mutating func ignores(_ path: String, isFolder: Bool) throws(GitFailure) -> Bool {
    var end = path.startIndex
    while let slash = path[end...].firstIndex(of: "/") {
      if try ignoresFolder(path[..<slash]) { return true }
      end = path.index(after: slash)
    }
    return isFolder ? try ignoresFolder(path[...]) : try matches(path)
  }

  private mutating func ignoresFolder(_ path: Substring) throws(GitFailure) -> Bool {
    if let known = folders[path] { return known }
    let ignored = try matches(path + "/")
    folders[path] = ignored
    return ignored
  }

  private borrowing func matches(_ path: some StringProtocol) throws(GitFailure) -> Bool {
    var ignored: Int32 = 0
    try check("tell whether \(path) is ignored") {
      git_ignore_path_is_ignored(&ignored, repository, String(path))
    }
    return ignored != 0
  }
}
