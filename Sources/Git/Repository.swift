internal import CGit2

/// A git repository on disk. The handle has one owner, and is closed when that owner goes.
///
/// libgit2 allows a repository one caller at a time, and keeps its last error per thread. So keep a
/// repository inside an actor: no method here suspends, and what methods return are copies that
/// hold no memory of libgit2's. Nothing here runs hooks, filters, submodules or other programs.
package struct Repository: ~Copyable {
  let handle: OpaquePointer

  /// Opens the repository whose working folder or `.git` folder is `path`.
  ///
  /// - Throws: ``GitFailure`` with the reason `notFound` where there is none, `foreign` where it
  ///   belongs to another user.
  package init(opening path: String) throws(GitFailure) {
    try Library.open()
    handle = try make("open the repository \(path)") { git_repository_open(&$0, path) }
  }

  /// Makes a repository in the folder `path`, with folders above it where they are missing. Its
  /// first branch is `main`. One that is already there is opened and left as it is.
  package init(creating path: String) throws(GitFailure) {
    try Library.open()
    handle = try make("make a repository in \(path)") { made in
      var options = git_repository_init_options()
      git_repository_init_options_init(
        &options, UInt32(GIT_REPOSITORY_INIT_OPTIONS_VERSION))
      options.flags = GIT_REPOSITORY_INIT_MKPATH.rawValue
      return "main".withCString { branch in
        options.initial_head = branch
        return git_repository_init_ext(&made, path, &options)
      }
    }
  }

  deinit { git_repository_free(handle) }

  /// The `.git` folder, ending in a slash, of the repository that `path` is in; nil where it is
  /// in none.
  package static func discover(from path: String) throws(GitFailure) -> String? {
    try Library.open()
    var found = git_buf()
    defer { git_buf_dispose(&found) }
    let status = git_repository_discover(&found, path, 0, nil)
    if status == GIT_ENOTFOUND.rawValue { return nil }
    try check("look for a repository around \(path)") { status }
    return String(cString: found.ptr)
  }

  /// The folder git keeps its own files in, ending in a slash.
  package borrowing func gitFolder() -> String {
    git_repository_path(handle).map { String(cString: $0) } ?? ""
  }

  /// The folder that objects are kept in, ending in a slash.
  borrowing func objectFolder() throws(GitFailure) -> String {
    var path = git_buf()
    defer { git_buf_dispose(&path) }
    try check("find the object store") {
      git_repository_item_path(&path, handle, GIT_REPOSITORY_ITEM_OBJECTS)
    }
    return String(cString: path.ptr)
  }

  /// The folder files are edited in, ending in a slash; nil for a bare repository.
  package borrowing func workingFolder() -> String? {
    git_repository_workdir(handle).map { String(cString: $0) }
  }
}
