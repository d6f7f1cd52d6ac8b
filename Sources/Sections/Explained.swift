/// An error that can say what went wrong, and what to do next.
///
/// The command line prints the two strings on two lines; MCP and web replies carry the same two.
public protocol Explained: Error, CustomStringConvertible {
  /// What went wrong: lower case, no full stop, naming the thing at fault.
  var problem: String { get }
  /// What the reader can do about it, or nil where there is nothing to do.
  var hint: String? { get }
}

extension Explained {
  /// Both lines, for logs and test failures.
  public var description: String {
    hint.map { "\(problem)\n\($0)" } ?? problem
  }
}
