import GRDB
import Sections

/// Why the library could not be opened, read or changed.
package enum GraphFailure: Explained, Equatable {
  /// The file is no library: another database, or not a database.
  case notALibrary(path: String)
  /// A newer version of the tool made it.
  case fromLaterVersion(path: String)
  /// Another process kept it locked for too long.
  case busy(path: String)
  /// SQLite found it malformed.
  case damaged(path: String, reason: String)
  /// Anything else that SQLite reports: a full disk, a read-only folder.
  case failed(path: String, reason: String)
  /// There is no such root.
  case noSuchRoot(String)
  /// A file cannot be put back as it was.
  case notRestorable(path: String, reason: String)

  init(_ error: DatabaseError, path: String) {
    let reason = error.message ?? "\(error.resultCode)"
    self =
      switch error.resultCode {
      case .SQLITE_NOTADB: .notALibrary(path: path)
      case .SQLITE_BUSY, .SQLITE_LOCKED: .busy(path: path)
      case .SQLITE_CORRUPT: .damaged(path: path, reason: reason)
      default: .failed(path: path, reason: error.sql.map { "\(reason) (\($0))" } ?? reason)
      }
  }

  package var problem: String {
    switch self {
    case .notALibrary(let path): "\(path) is not a library of this tool"
    case .fromLaterVersion(let path): "\(path) was made by a later version of this tool"
    case .busy(let path): "\(path) is in use by another process"
    case .damaged(let path, let reason): "\(path) is damaged: \(reason)"
    case .failed(let path, let reason): "the library \(path) failed: \(reason)"
    case .noSuchRoot(let name): "the library has no folder named “\(name)”"
    case .notRestorable(let path, let reason): "\(path) cannot be put back as it was: \(reason)"
    }
  }

  package var hint: String? {
    switch self {
    case .notALibrary: "Give another home, or move the file away."
    case .fromLaterVersion: "Update the tool, or use another home."
    case .busy: "Wait for the other command to end, then try again."
    case .damaged: "‘joinery doctor’ says what is lost; ingesting again into a new home mends it."
    case .failed: "Is the disk full, or the folder read-only?"
    case .noSuchRoot: "‘joinery stats’ lists the folders that were ingested."
    case .notRestorable: "Read the file again with ‘joinery ingest’."
    }
  }
}
