internal import CGit2

/// A repository whose new objects stay in memory until they are written at once, as one pack.
///
/// Each object on its own costs a file, and a wait for the disk to have it; a pack costs two of
/// both, however many objects are in it.
package struct Pack: ~Copyable {
  /// The repository: what is written through it is in the pack to be, and nowhere else yet.
  package let repository: Repository

  /// Opens the repository whose `.git` folder is `path` a second time.
  package init(for path: String) throws(GitFailure) {
    let repository = try Repository(opening: path)
    let objects = try make("open the object store") {
      git_repository_odb(&$0, repository.handle)
    }
    defer { git_odb_free(objects) }
    let memory = try make("open a store in memory") { git_mempack_new(&$0) }
    // From here on the object store owns it. Stores of higher priority are written to first.
    try check("open a store in memory") { git_odb_add_backend(objects, memory, 1000) }
    self.repository = repository
  }

  /// Writes the pack: `commit`, and what it has that its parents have not.
  package consuming func write(_ commit: Commit) throws(GitFailure) {
    let walk = try make("walk the history") { git_revwalk_new(&$0, repository.handle) }
    defer { git_revwalk_free(walk) }
    var oid = commit.id.oid
    try check("pack \(commit.id.short)") { git_revwalk_push(walk, &oid) }
    for parent in commit.parents {
      var oid = parent.oid
      try check("pack \(commit.id.short)") { git_revwalk_hide(walk, &oid) }
    }
    let builder = try make("begin a pack") { git_packbuilder_new(&$0, repository.handle) }
    defer { git_packbuilder_free(builder) }
    try check("pack \(commit.id.short)") { git_packbuilder_insert_walk(builder, walk) }
    try check("write a pack") { git_packbuilder_write(builder, nil, 0, nil, nil) }
  }
}
