internal import CGit2

/// libgit2 itself.
enum Library {
  /// Whether libgit2 is ready. Asking makes it so, once for the process.
  ///
  /// Objects and references are synced to disk: a commit that was reported is there after a
  /// power cut. Repositories of other users are refused, as git does; that is libgit2's default.
  static let isReady: Bool =
    Certificates.postponing(git_libgit2_init) > 0 && joinery_git_sync_files(1) == 0

  /// Makes libgit2 ready.
  static func open() throws(GitFailure) {
    guard isReady else { throw GitFailure("start libgit2", status: GIT_ERROR.rawValue) }
  }
}
