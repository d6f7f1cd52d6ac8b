/// What is about to be done to the disk.
package enum Effect: Sendable, CaseIterable {
  case makeFolder, create, write, sync, rename, syncFolder, remove
  /// A name is taken in a way that replaces nobody's file: by changing places with what has it, or
  /// only where nothing has it. `EINVAL` stands for a file system that knows no such way.
  case claim
  /// A commit and the reference that names it.
  case record
}

/// What may happen to the disk between two effects: outside tests, nothing.
///
/// It is asked before every effect, and may refuse it with an error number of the system. A test
/// makes the n-th effect fail, or that one and all that follow, which is what a crash leaves.
package struct Hazard: Sendable {
  private let strike: @Sendable (Effect) -> Int32

  /// Nothing happens.
  package static let none = Hazard { _ in 0 }

  /// What `strike` says happens: 0 for nothing, or an error number.
  package init(_ strike: @escaping @Sendable (Effect) -> Int32) { self.strike = strike }

  /// Lets what may happen happen.
  func pass(_ effect: Effect, _ path: String) throws(FileFailure) {
    let code = strike(effect)
    guard code == 0 else { throw .system(operation: "\(effect)", path: path, code: code) }
  }
}
