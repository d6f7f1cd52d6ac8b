internal import CGit2

extension Repository {
  /// The id that a file of these bytes has or would have. Nothing is written.
  package static func id(of bytes: [UInt8]) throws(GitFailure) -> ObjectID {
    try Library.open()
    var oid = git_oid()
    try check("hash \(bytes.count) bytes") {
      bytes.withUnsafeBytes { git_odb_hash(&oid, $0.baseAddress, $0.count, GIT_OBJECT_BLOB) }
    }
    return ObjectID(oid)
  }

  /// Keeps `bytes` as a blob, as they are: no filter, no change of line endings.
  package borrowing func write(_ bytes: [UInt8]) throws(GitFailure) -> ObjectID {
    var oid = git_oid()
    try check("write \(bytes.count) bytes to the repository") {
      bytes.withUnsafeBytes {
        git_blob_create_from_buffer(&oid, handle, $0.baseAddress, $0.count)
      }
    }
    return ObjectID(oid)
  }

  /// The bytes of a blob.
  package borrowing func blob(_ id: ObjectID) throws(GitFailure) -> [UInt8] {
    var oid = id.oid
    let blob = try make("read the blob \(id.short)") { git_blob_lookup(&$0, handle, &oid) }
    defer { git_blob_free(blob) }
    let content = UnsafeRawBufferPointer(
      start: git_blob_rawcontent(blob), count: Int(git_blob_rawsize(blob)))
    return Array(content)
  }

  /// How many bytes a blob has. They are not read.
  package borrowing func size(ofBlob id: ObjectID) throws(GitFailure) -> Int {
    var oid = id.oid
    let objects = try make("open the object store") { git_repository_odb(&$0, handle) }
    defer { git_odb_free(objects) }
    var size = 0
    var kind = GIT_OBJECT_INVALID
    try check("read the blob \(id.short)") { git_odb_read_header(&size, &kind, objects, &oid) }
    return size
  }

  /// The commit that `revision` names (`HEAD~2`, a branch, an id or its beginning), or nil, also
  /// where it names something else or is no revision at all.
  ///
  /// - Throws: ``GitFailure`` with the reason `ambiguous` where several begin like that.
  package borrowing func commit(named revision: String) throws(GitFailure) -> ObjectID? {
    var object: OpaquePointer?
    let status = git_revparse_single(&object, handle, revision)
    if status == GIT_EAMBIGUOUS.rawValue { throw GitFailure("find \(revision)", status: status) }
    defer { git_object_free(object) }
    var commit: OpaquePointer?
    guard status == 0, git_object_peel(&commit, object, GIT_OBJECT_COMMIT) == 0 else { return nil }
    defer { git_object_free(commit) }
    return git_object_id(commit).map { ObjectID($0.pointee) }
  }

  /// The bytes that the file `path` has in the commit `revision` names; nil where it has none.
  package borrowing func blob(
    at revision: String, path: String
  ) throws(GitFailure) -> [UInt8]? {
    guard let commit = try commit(named: revision),
      let entry = try entry(at: path, in: try tree(of: commit)), entry.mode != .folder
    else { return nil }
    return try blob(entry.id)
  }
}
