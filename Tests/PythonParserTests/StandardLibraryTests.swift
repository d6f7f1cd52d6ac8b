import Foundation
import PythonParser
import Sections
import Testing

@Suite struct `Python's standard library` {
  @Test func `every definition is found where ast says it is`() async throws {
    guard let oracle = try PythonOracle.standardLibrary() else { return }
    var problems: [String] = []
    var count = 0
    for (path, definitions) in oracle.files {
      guard let data = FileManager.default.contents(atPath: path) else { continue }
      let source = Source(path: path, bytes: Array(data))
      let outline = try PythonParser().outline(of: source)
      count += definitions.count
      problems += Comparison(source).disagreements(outline, definitions).map { "\(path): \($0)" }
    }
    print("\(oracle.files.count) files, \(count) definitions, \(problems.count) disagreements")
    for problem in problems { print(problem) }
  }
}
