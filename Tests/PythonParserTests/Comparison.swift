import Sections

/// One definition that the parser and `ast` see differently.
struct Disagreement: CustomStringConvertible, Sendable {
  /// The file.
  let path: String
  /// The definition's dotted name.
  let name: String
  /// What differs.
  let problem: String

  var description: String { "\(path): \(name) \(problem)" }
}

/// Compares an outline with what `ast` says.
struct Comparison {
  private let source: Source
  private let lines: LineTable

  init(_ source: Source) {
    self.source = source
    lines = LineTable(source.bytes)
  }

  /// The disagreements: what one has and the other has not, and other lines for the same name.
  func disagreements(_ outline: Outline, _ expected: [PythonOracle.Definition]) -> [Disagreement] {
    let nodes = outline.nodes.filter { [.function, .method, .class].contains($0.kind) }
    var found: [String: [Outline.Node]] = [:]
    for node in nodes { found[node.anchor ?? "", default: []].append(node) }
    var problems: [Disagreement] = []
    func add(_ name: String, _ problem: String) {
      problems.append(Disagreement(path: source.path, name: name, problem: problem))
    }
    for definition in expected {
      guard var candidates = found[definition.name], !candidates.isEmpty else {
        add(definition.name, "at \(definition.lines) is missing")
        continue
      }
      let index = candidates.firstIndex { agrees($0.range, definition.lines) } ?? 0
      let node = candidates.remove(at: index)
      found[definition.name] = candidates
      if !agrees(node.range, definition.lines) {
        add(definition.name, "at \(definition.lines) has \(lineNumbers(node.range))")
      }
    }
    for node in found.values.joined() {
      add(node.anchor ?? "", "at \(lineNumbers(node.range)) is no definition")
    }
    return problems
  }

  /// Whether a section has the definition's lines, and beyond them comments and blanks only.
  private func agrees(_ range: Range<Int>, _ expected: ClosedRange<Int>) -> Bool {
    let found = lineNumbers(range)
    guard found.lowerBound <= expected.lowerBound, found.upperBound >= expected.upperBound
    else { return false }
    let more =
      Array(found.lowerBound..<expected.lowerBound)
      + Array(expected.upperBound..<found.upperBound).map { $0 + 1 }
    return more.allSatisfy(isCommentOrBlank)
  }

  private func lineNumbers(_ range: Range<Int>) -> ClosedRange<Int> {
    lines.line(at: range.lowerBound) + 1...lines.line(at: range.upperBound - 1) + 1
  }

  private func isCommentOrBlank(_ line: Int) -> Bool {
    let text = source.bytes[lines.range(ofLine: line - 1)]
    let first = text.first { $0 > 0x20 }
    return first == nil || first == UInt8(ascii: "#")
  }
}
