package import Sections

/// Makes a list of statements of what a walk over the top of a file finds, in reading order.
package struct StatementBuilder {
  private let syntax: Syntax
  private var statements: [Statement] = []

  /// A builder for the statements of `syntax`.
  package init(_ syntax: Syntax) { self.syntax = syntax }

  /// The nodes at the top of the file: statements, and comments.
  package static func nodes(of syntax: Syntax, root: String) -> [SyntaxNode] {
    syntax.parts.flatMap { part in part.kind == root ? part.namedChildren : [part] }
  }

  /// Adds a statement, its range made to whole lines. What shares a line with the one before
  /// becomes one with it.
  package mutating func add(_ statement: Statement) {
    guard !statement.range.isEmpty else { return }
    var statement = statement
    // Comments above imports are more often about the file.
    let isBare = statement.role == .import || statement.role == .setup || statement.role == .header
    let lines =
      isBare
      ? syntax.wholeLines(statement.range) : syntax.wholeLinesWithComments(statement.range)
    let end = statements.last?.range.upperBound ?? 0
    let isJoined = !syntax.lines.isStart(max(lines.lowerBound, end)) && !statements.isEmpty
    statement.range = max(end, lines.lowerBound)..<max(end, lines.upperBound)
    if isJoined, let last = statements.popLast() {
      statements.append(last.joined(with: statement))
    } else {
      statements.append(statement)
    }
  }

  /// The statements.
  package func list() -> [Statement] { statements }
}

extension LineTable {
  /// Whether a line begins at `offset`.
  fileprivate func isStart(_ offset: Int) -> Bool { starts[line(at: offset)] == offset }
}

extension Statement {
  /// The two as one.
  fileprivate func joined(with next: Statement) -> Statement {
    let order: [Role] = [.main, .header, .definition, .effect, .import, .setup]
    let role = order.first { $0 == self.role || $0 == next.role } ?? self.role
    let isSame = self.role == next.role
    return Statement(
      range.lowerBound..<max(range.upperBound, next.range.upperBound), role,
      defines: defines.union(next.defines), changes: changes.union(next.changes),
      uses: uses.union(next.uses), mentions: mentions.union(next.mentions),
      imports: isSame ? imports + next.imports : [])
  }
}
