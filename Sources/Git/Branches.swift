internal import CGit2

extension Repository {
  /// Whether `name` can be a branch's, by git's rules.
  package static func isBranchName(_ name: String) throws(GitFailure) -> Bool {
    try Library.open()
    var isValid: Int32 = 0
    try check("tell whether “\(name)” can be a branch") {
      git_branch_name_is_valid(&isValid, name)
    }
    return isValid != 0
  }

  /// Whether a branch is what some working folder of the repository stands on: this one's, or that
  /// of another worktree.
  ///
  /// - Parameter branch: the whole name, `refs/heads/main`.
  package borrowing func isCheckedOut(_ branch: String) throws(GitFailure) -> Bool {
    guard
      let reference = try find("find \(branch)", { git_reference_lookup(&$0, handle, branch) })
    else { return false }
    defer { git_reference_free(reference) }
    let status = git_branch_is_checked_out(reference)
    try check("tell who uses \(branch)") { status }
    return status == 1
  }
}
