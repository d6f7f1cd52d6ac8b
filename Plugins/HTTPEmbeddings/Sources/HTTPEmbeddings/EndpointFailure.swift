/// Why there are no vectors: two lines, and what can be done about it here.
package struct EndpointFailure: Error, Equatable {
  /// What may be done.
  package enum Remedy: Sendable, Equatable {
    /// Nothing here.
    case none
    /// Asking again, after as long as the server said, if it did.
    case again(after: Duration?)
    /// Asking for less at once.
    case less
    /// Asking without naming the encoding of numbers.
    case plain
  }

  /// What is wrong, naming the address and what it said.
  package var problem: String
  /// What to do next.
  package var hint: String
  /// What may be done without the user.
  package var remedy = Remedy.none

  /// Something that was set is wrong.
  static func settings(_ problem: String, _ hint: String) -> EndpointFailure {
    EndpointFailure(problem: problem, hint: hint)
  }

  /// What answers is no endpoint for vectors, or a broken one.
  static func garbled(_ address: Address, _ reason: String) -> EndpointFailure {
    EndpointFailure(
      problem: "\(address.shown) does not answer as an embeddings endpoint: \(reason)",
      hint: "See that “url” and “model” in .joinery/config.yaml are right.")
  }

  /// Nothing, or not all of an answer, came.
  static func unreachable(_ address: Address, _ reason: String) -> EndpointFailure {
    EndpointFailure(
      problem: "\(address.shown) \(reason)",
      hint: "See that the server runs; then ‘joinery embed’ goes on where it was.",
      remedy: .again(after: nil))
  }
}
