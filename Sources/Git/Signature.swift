internal import CGit2

/// Who made a commit, and when.
package struct Signature: Hashable, Sendable, Codable {
  /// The person's name.
  package let name: String
  /// The person's address.
  package let email: String
  /// When: seconds since 1970, UTC.
  package let time: Int64
  /// How far the person's clock is ahead of UTC, in minutes.
  package let offset: Int32

  /// A signature.
  package init(name: String, email: String, time: Int64, offset: Int32 = 0) {
    self.name = name
    self.email = email
    self.time = time
    self.offset = offset
  }

  /// Somebody as `--author` writes them, `NAME <EMAIL>`, signing now.
  ///
  /// - Throws: ``GitFailure`` where `text` is not of that form.
  package init(now text: String) throws(GitFailure) {
    try Library.open()
    let parts = text.split(separator: "<", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].hasSuffix(">") else {
      throw GitFailure(
        operation: "read the author “\(text)”", reason: .noIdentity,
        message: "it is not of the form NAME <EMAIL>")
    }
    let (name, email) = (String(parts[0]), String(parts[1].dropLast()))
    var made: UnsafeMutablePointer<git_signature>?
    try check("read the author “\(text)”") { git_signature_now(&made, name, email) }
    defer { git_signature_free(made) }
    guard let made else {
      throw GitFailure("read the author “\(text)”", status: GIT_ERROR.rawValue)
    }
    self.init(made.pointee)
  }

  init(_ signature: git_signature) {
    name = String(cString: signature.name)
    email = String(cString: signature.email)
    time = signature.when.time
    offset = signature.when.offset
  }

  /// Calls `body` with the signature as libgit2 wants it.
  func withSignature(
    _ body: (UnsafePointer<git_signature>?) -> Int32
  ) throws(GitFailure) {
    var made: UnsafeMutablePointer<git_signature>?
    try check("sign as “\(name) <\(email)>”") {
      git_signature_new(&made, name, email, time, offset)
    }
    defer { git_signature_free(made) }
    try check("commit as “\(name) <\(email)>”") { body(made) }
  }
}

extension Repository {
  /// The user's name and address from git's configuration, signing now.
  ///
  /// - Throws: ``GitFailure`` with the reason `noIdentity` where the configuration has none.
  package borrowing func identity() throws(GitFailure) -> Signature {
    var made: UnsafeMutablePointer<git_signature>?
    let status = git_signature_default(&made, handle)
    defer { git_signature_free(made) }
    guard status == 0, let made else {
      let failure = GitFailure("tell who commits", status: status)
      throw GitFailure(
        operation: failure.operation, reason: .noIdentity, message: failure.message)
    }
    return Signature(made.pointee)
  }
}
