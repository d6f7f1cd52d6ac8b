internal import CGit2

/// Why git could not do something.
package struct GitFailure: Error, Equatable, Sendable {
  /// The kinds of failure that a caller may want to tell apart.
  package enum Reason: Sendable, Equatable {
    /// There is no such thing.
    case notFound
    /// There is such a thing already.
    case exists
    /// There is more than one such thing.
    case ambiguous
    /// A reference no longer has the value it was expected to have.
    case moved
    /// Another process holds the file.
    case locked
    /// The repository belongs to another user.
    case foreign
    /// Nobody said who commits.
    case noIdentity
    /// An address that leads to no repository, or that a program would have to be run for.
    case badAddress
    /// The remote accepts none of our credentials.
    case unauthorized
    /// The remote cannot show that it is who it says.
    case untrusted
    /// The remote has commits that what is pushed does not build on.
    case diverged
    /// The remote does not take what is pushed.
    case refused
    /// Anything else.
    case other
  }

  /// What could not be done: a phrase that completes “cannot …”.
  package let operation: String
  /// Which kind of failure it is.
  package let reason: Reason
  /// What libgit2 says of it.
  package let message: String

  /// What went wrong: lower case, no full stop, naming the thing at fault.
  package var problem: String { "cannot \(operation): \(message)" }

  /// What the reader can do about it.
  package var hint: String? {
    switch reason {
    case .moved: "Something else wrote to the repository meanwhile. Run the command again."
    case .locked:
      "Run it again when the other git command has ended. If there is none, one has crashed: "
        + "remove the file it left in .git, whose name ends in “.lock”."
    case .foreign: "If you trust it: git config --global --add safe.directory PATH"
    case .noIdentity:
      "Run git config --global user.name NAME and user.email EMAIL, or give --author."
    case .ambiguous: "Write more of it."
    case .badAddress: "Give a folder, or an address that begins with ssh://, https:// or HOST:."
    case .unauthorized: "For SSH, add a key to the agent; for the web, set JOINERY_TOKEN."
    case .untrusted: "Connect once with ssh, and accept its key if it is the right one."
    case .diverged: "‘joinery pull’ brings them here. Then push again."
    case .refused: "Ask who keeps the remote, or push to another branch."
    case .notFound, .exists, .other: "‘git status’ and ‘git fsck’ in that folder may tell more."
    }
  }
}

extension GitFailure {
  /// The failure that libgit2 has just returned on this thread.
  init(_ operation: String, status: Int32) {
    self.operation = operation
    message = git_error_last().map { String(cString: $0.pointee.message) } ?? "no reason given"
    reason =
      switch status {
      case GIT_ENOTFOUND.rawValue, GIT_EUNBORNBRANCH.rawValue: .notFound
      case GIT_EEXISTS.rawValue: .exists
      case GIT_EAMBIGUOUS.rawValue: .ambiguous
      case GIT_EMODIFIED.rawValue: .moved
      case GIT_ELOCKED.rawValue: .locked
      case GIT_EOWNER.rawValue: .foreign
      case GIT_EAUTH.rawValue: .unauthorized
      case GIT_ECERTIFICATE.rawValue: .untrusted
      case GIT_ENONFASTFORWARD.rawValue: .diverged
      default: .other
      }
  }
}

/// Calls libgit2, and throws what went wrong. The one place that knows its error convention.
func check(
  _ operation: @autoclosure () -> String, _ call: () -> Int32
) throws(GitFailure) {
  let status = call()
  guard status < 0 else { return }
  throw GitFailure(operation(), status: status)
}

/// Calls a function of libgit2 that makes something, and returns it. The caller frees it.
func make(
  _ operation: @autoclosure () -> String, _ call: (inout OpaquePointer?) -> Int32
) throws(GitFailure) -> OpaquePointer {
  var made: OpaquePointer?
  try check(operation()) { call(&made) }
  guard let made else {
    throw GitFailure(operation: operation(), reason: .other, message: "nothing came of it")
  }
  return made
}

/// The same, for something that may not be there: nil where it is not.
func find(
  _ operation: @autoclosure () -> String, _ call: (inout OpaquePointer?) -> Int32
) throws(GitFailure) -> OpaquePointer? {
  do {
    return try make(operation(), call)
  } catch {
    guard error.reason == .notFound else { throw error }
    return nil
  }
}
