internal import CGit2

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension Repository {
  /// Has git look at the bytes of files that were written in the same second as the index.
  ///
  /// Git trusts size and time of a file that is older than the index, in whole seconds. A file that
  /// was edited right after it was staged would be older than the index we write, and the edit be
  /// overlooked. A size of zero, by git's own convention, says that nothing is known.
  borrowing func distrustRacyEntries(of index: OpaquePointer) {
    var status = stat()
    guard let path = git_index_path(index), stat(path, &status) == 0 else { return }
    #if canImport(Glibc)
      let written = Int64(status.st_mtim.tv_sec)
    #else
      let written = Int64(status.st_mtimespec.tv_sec)
    #endif
    for position in 0..<git_index_entrycount(index) {
      guard let entry = git_index_get_byindex(index, position) else { continue }
      if Int64(entry.pointee.mtime.seconds) >= written {
        // The index is ours alone, in memory; nothing but the size of the entry changes.
        UnsafeMutablePointer(mutating: entry).pointee.file_size = 0
      }
    }
  }
}
