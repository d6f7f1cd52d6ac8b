internal import CGit2

extension Repository {
  /// Whether git would ignore what is at `path`, by the rules in and around the working folder.
  ///
  /// Ask for folders first, with a slash at their end, and for nothing in those that are ignored.
  package borrowing func ignores(_ path: String) throws(GitFailure) -> Bool {
    var ignored: Int32 = 0
    try check("tell whether \(path) is ignored") {
      git_ignore_path_is_ignored(&ignored, handle, path)
    }
    return ignored != 0
  }
}
