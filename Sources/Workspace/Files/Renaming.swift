#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The ways to give a file another name in one step.
enum Renaming {
  /// What has the name goes.
  case replacing
  /// Nothing may have the name.
  case creating
  /// What has the name gets the file's.
  case exchanging

  /// What a test sees of it.
  var effect: Effect { self == .replacing ? .rename : .claim }

  /// Renames within a folder: 0, or -1 and the reason in `errno`.
  func rename(_ old: String, _ new: String, in folder: Int32) -> Int32 {
    switch self {
    case .replacing: return renameat(folder, old, folder, new)
    case .creating: return careful(folder, old, new, Renaming.exclusively)
    case .exchanging: return careful(folder, old, new, Renaming.swapping)
    }
  }

  /// Whether an error says that the file system has no such way.
  static func isUnsupported(_ code: Int32) -> Bool {
    [EINVAL, ENOSYS, ENOTSUP, EOPNOTSUPP].contains(code)
  }

  #if canImport(Glibc)
    private static let exclusively: UInt32 = 1
    private static let swapping: UInt32 = 2
    private typealias Call =
      @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32

    // The C library has it, but its headers show it only to those who ask for GNU's additions.
    private static let renameat2 = dlsym(nil, "renameat2").map { unsafeBitCast($0, to: Call.self) }

    private func careful(_ folder: Int32, _ old: String, _ new: String, _ flags: UInt32) -> Int32 {
      guard let rename = Renaming.renameat2 else {
        errno = ENOSYS
        return -1
      }
      return rename(folder, old, folder, new, flags)
    }
  #else
    private static let exclusively = UInt32(RENAME_EXCL)
    private static let swapping = UInt32(RENAME_SWAP)

    private func careful(_ folder: Int32, _ old: String, _ new: String, _ flags: UInt32) -> Int32 {
      renameatx_np(folder, old, folder, new, flags)
    }
  #endif
}

extension Folder {
  /// Gives a file of an open folder another name.
  ///
  /// - Parameter path: what errors call it.
  /// - Returns: false where the file system does not know that way; then nothing was done.
  /// - Throws: ``FileFailure/changed(_:)`` where something has the name that must not, or nothing
  ///   has the one that is to change places.
  borrowing func rename(
    _ old: String, to new: String, _ way: Renaming, in folder: borrowing Descriptor, _ path: String
  ) throws(FileFailure) -> Bool {
    do throws(FileFailure) {
      try hazard.pass(way.effect, path)
      try call("replace", path) { Int(way.rename(old, new, in: folder.number)) }
      return true
    } catch .system(_, _, let code) where way != .replacing {
      if Renaming.isUnsupported(code) { return false }
      if code == (way == .creating ? EEXIST : ENOENT) { throw .changed(path) }
      throw .system(operation: "replace", path: path, code: code)
    }
  }
}
