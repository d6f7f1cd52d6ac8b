import Foundation
import Sections

/// What Python's own `ast` says of the standard library of the `python3` found on this machine.
struct PythonOracle {
  /// A definition, as `ast` sees it.
  struct Definition: Hashable, Sendable {
    /// Its dotted name.
    var name: String
    /// Its first line, decorators included, and its last, counted from 1.
    var lines: ClosedRange<Int>
  }

  /// The definitions of each file that `ast` can parse, in reading order.
  var files: [(path: String, definitions: [Definition])] = []

  /// Asks python3, or returns nil where there is none.
  static func standardLibrary() throws -> PythonOracle? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-W", "ignore", "-c", script]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(
      decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    return process.terminationStatus == 0 ? PythonOracle(text) : nil
  }

  private init(_ text: String) {
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: "\t").map(String.init)
      if fields.count == 1 {
        files.append((fields[0], []))
      } else if let first = Int(fields[0]), let last = Int(fields[1]) {
        files[files.count - 1].definitions.append(Definition(name: fields[2], lines: first...last))
      }
    }
  }

  /// Prints each file of the standard library on a line, and after it its definitions.
  private static let script = """
    import ast, pathlib, sysconfig

    def definitions(node, scope):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                name = scope + child.name
                first = min([child.lineno] + [d.lineno for d in child.decorator_list])
                yield first, -child.end_lineno, name
                yield from definitions(child, name + ".")
            else:
                yield from definitions(child, scope)

    library = pathlib.Path(sysconfig.get_paths()["stdlib"])
    for path in sorted(library.rglob("*.py")):
        if "site-packages" in path.parts or "dist-packages" in path.parts:
            continue
        try:
            tree = ast.parse(path.read_bytes())
            found = sorted(definitions(tree, ""))
        except (SyntaxError, ValueError, RecursionError, OSError):
            continue
        print(path)
        for first, last, name in found:
            print(first, -last, name, sep="\\t")
    """
}

/// How an outline differs from what `ast` says, one line for each definition.
struct Comparison {
  private let source: Source
  private let lines: LineTable

  init(_ source: Source) {
    self.source = source
    lines = LineTable(source.bytes)
  }

  /// The disagreements: what one has and the other has not, and other lines for the same name.
  func disagreements(_ outline: Outline, _ expected: [PythonOracle.Definition]) -> [String] {
    let nodes = outline.nodes.filter { [.function, .method, .class].contains($0.kind) }
    var found: [String: [Outline.Node]] = [:]
    for node in nodes { found[node.anchor ?? "", default: []].append(node) }
    var problems: [String] = []
    for definition in expected {
      guard var candidates = found[definition.name], !candidates.isEmpty else {
        problems.append("\(definition.name) at \(definition.lines) is missing")
        continue
      }
      let index = candidates.firstIndex { agrees($0.range, definition.lines) } ?? 0
      let node = candidates.remove(at: index)
      found[definition.name] = candidates
      if !agrees(node.range, definition.lines) {
        problems.append("\(definition.name) at \(definition.lines) has \(lineNumbers(node.range))")
      }
    }
    for node in found.values.joined() {
      problems.append("\(node.anchor ?? "") at \(lineNumbers(node.range)) is no definition")
    }
    return problems.sorted()
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
