internal import Sections

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Why a file or folder could not be read or written.
package enum FileFailure: Explained, Equatable {
  /// The system refused: what could not be done (a phrase that completes “cannot …”), and its
  /// error number.
  case system(operation: String, path: String, code: Int32)
  /// There is a symbolic link where a file or folder was to be. Links are never followed.
  case link(String)
  /// There is something else where a file was to be.
  case notAFile(String)
  /// There is something else where a folder was to be.
  case notAFolder(String)
  /// The file is not what it was when the decision to write it was made.
  case changed(String)
  /// The file belongs to another user, and would be ours once it is written.
  case foreign(String)
  /// The file system takes the name for that of another file, which is there.
  case spelled(String, there: String)

  package var problem: String {
    switch self {
    case .system(let operation, let path, let code):
      "cannot \(operation) \(path): \(String(cString: strerror(code)))"
    case .link(let path): "\(path) is a symbolic link"
    case .notAFile(let path): "\(path) is not a file"
    case .notAFolder(let path): "\(path) is not a folder"
    case .changed(let path): "\(path) has changed meanwhile"
    case .foreign(let path): "\(path) belongs to another user"
    case .spelled(let path, let other): "\(path) is \(other) to this file system"
    }
  }

  package var hint: String? {
    switch self {
    case .system(_, _, ENOSPC), .system(_, _, EDQUOT): "Make room on the disk, and run it again."
    case .system(_, _, EACCES), .system(_, _, EPERM): "Look at who owns it, and its permissions."
    case .system(_, _, EROFS): "The disk can only be read."
    case .system(_, _, ENOTDIR): "Something on the way there is a file. Give another path."
    case .system: "Look at the path and at the folder it is in, and run it again."
    case .link: "Links are not followed. Replace it by what it points to, or move it away."
    case .notAFile, .notAFolder: "Move it away, and run it again."
    case .changed: "It was left as it is. Run it again to decide anew."
    case .foreign: "Let that user do it, or make the file yours."
    case .spelled: "Give one of the two another name."
    }
  }

  /// Whether it is the matter of that one file or folder, so that others may still be written.
  package var isLocal: Bool {
    guard case .system(_, _, let code) = self else { return true }
    return [
      EACCES, EPERM, ENAMETOOLONG, EILSEQ, ENOENT, EEXIST, ENOTDIR, EISDIR, ELOOP, EBUSY, ETXTBSY,
    ].contains(code)
  }
}

/// Calls the system until no signal interrupts it, and throws what went wrong.
@discardableResult
func call(
  _ operation: @autoclosure () -> String, _ path: @autoclosure () -> String, _ body: () -> Int
) throws(FileFailure) -> Int {
  while true {
    let result = body()
    if result >= 0 { return result }
    let code = errno
    guard code == EINTR else {
      throw .system(operation: operation(), path: path(), code: code)
    }
  }
}
