import Foundation
import Sections
import ShellParser
import Testing

@Suite struct `The machine's shell scripts` {
  @Test func `every function is found where shfmt says it is`() throws {
    guard try ShellOracle.has("shfmt"), try ShellOracle.has("bash") else { return }
    for path in try ShellOracle.scripts() {
      guard let expected = try ShellOracle.functions(of: path) else { continue }
      let data = try #require(FileManager.default.contents(atPath: path))
      for found in try disagreements(Source(path: path, bytes: Array(data)), expected) {
        print("disagreement: \(found.path): \(found.name) \(found.problem)")
        #expect(KnownDisagreement.all.contains { $0.explains(found) }, "\(found)")
      }
    }
  }
}

/// One function that the parser and shfmt see differently.
struct Disagreement {
  /// The file.
  let path: String
  /// The function.
  let name: String
  /// What differs.
  let problem: String
}

/// What one has and the other has not, and other bytes for the same function.
private func disagreements(
  _ source: Source, _ expected: [ShellOracle.Function]
) throws -> [Disagreement] {
  let nodes = try ShellParser().outline(of: source).nodes.filter { $0.kind == .function }
  let found = nodes.map { ShellOracle.Function(name: $0.title, range: trimmed($0.range, source)) }
  let missing = Set(expected).subtracting(found)
  let others = Set(found).subtracting(expected)
  return missing.map { Disagreement(path: source.path, name: $0.name, problem: "is missing") }
    + others.map { Disagreement(path: source.path, name: $0.name, problem: "has \($0.range)") }
}

/// A section's range without the comments above, the blanks around and the comment behind.
private func trimmed(_ range: Range<Int>, _ source: Source) -> Range<Int> {
  var lower = range.lowerBound
  while lower < range.upperBound {
    let rest = source.bytes[lower..<range.upperBound]
    guard let first = rest.firstIndex(where: { $0 > 0x20 }) else { break }
    lower = first
    guard source.bytes[first] == UInt8(ascii: "#") else { break }
    lower = rest[first...].firstIndex(of: 0x0A) ?? range.upperBound
  }
  let text = source.bytes[lower..<range.upperBound]
  let end = text.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? lower
  return lower..<max(lower, end)
}
