import Sections
import Testing

@Suite struct LineMatchesTests {
  /// Texts of few different lines, so that many are alike.
  private static let texts = [
    "", "a", "a\n", "a\nb\n", "b\na\n", "a\na\na\n", "a\nb\na\nb", "\n\na\n\n", "a\r\nb\n",
    "b\nb\na\nc\na\n", "c\nb\na\n",
  ]

  @Test(arguments: texts, texts)
  func `matched lines are equal and in order, and the changes lead from one text to the other`(
    one: String, other: String
  ) {
    let (old, new) = (Array(one.utf8), Array(other.utf8))
    let lines = LineMatches(from: old, to: new)
    let pairs = lines.matches.enumerated().compactMap { line, match in match.map { (line, $0) } }
    #expect(pairs.allSatisfy { new[lines.new[$0]] == old[lines.old[$1]] })
    #expect(zip(pairs, pairs.dropFirst()).allSatisfy { $0.1 < $1.1 })
    #expect(lines.old.flatMap { old[$0] } == old && lines.new.flatMap { new[$0] } == new)
    let gone = lines.changes.filter { !$0.isNew }.map(\.line)
    let made = lines.changes.filter(\.isNew).map(\.line)
    #expect(gone == lines.old.indices.filter { line in !pairs.contains { $0.1 == line } })
    #expect(made == lines.new.indices.filter { lines.matches[$0] == nil })
    if one == other { #expect(lines.changes.isEmpty) }
  }
}
