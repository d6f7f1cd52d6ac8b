import Foundation
import Sections
import ShellParser
import Testing

@Suite struct `The machine's shell scripts` {
  @Test func `every function is found where shfmt says it is`() throws {
    guard try ShellOracle.has("shfmt"), try ShellOracle.has("bash") else { return }
    var count = 0
    var files = 0
    for path in try ShellOracle.scripts() {
      guard let data = FileManager.default.contents(atPath: path),
        let expected = try ShellOracle.functions(of: path)
      else { continue }
      let source = Source(path: path, bytes: Array(data))
      let outline = try ShellParser().outline(of: source)
      count += expected.count
      files += 1
      for problem in disagreements(source, outline, expected) { print(problem) }
    }
    print(files, count)
  }
}

/// What one has and the other has not, and other bytes for the same function.
func disagreements(
  _ source: Source, _ outline: Outline, _ expected: [ShellOracle.Function]
) -> [String] {
  let nodes = outline.nodes.filter { $0.kind == .function }
  let found = nodes.map { ShellOracle.Function(name: $0.title, range: trimmed($0.range, source)) }
  let missing = expected.filter { function in
    !found.contains { $0.name == function.name && $0.range == function.range }
  }
  let others = found.filter { function in !expected.contains(function) }
  return missing.map { "\(source.path): \($0.name) at \($0.range) is missing" }
    + others.map { "\(source.path): \($0.name) at \($0.range) is no function" }
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
