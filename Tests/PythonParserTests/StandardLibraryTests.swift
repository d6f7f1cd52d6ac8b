import Foundation
import PythonParser
import Sections
import Testing

@Suite struct `Python's standard library` {
  @Test func `every definition is found where ast says it is`() async throws {
    guard let oracle = try PythonOracle.standardLibrary() else { return }
    #expect(oracle.files.count > 100)
    let found = try await withThrowingTaskGroup { group in
      for (path, definitions) in oracle.files {
        group.addTask { try disagreements(at: path, with: definitions) }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    for disagreement in found.sorted(by: { $0.description < $1.description }) {
      print("known disagreement: \(disagreement)")
      let isKnown = KnownDisagreement.all.contains {
        $0.explains(disagreement.name, in: disagreement.path)
      }
      #expect(isKnown, "\(disagreement)")
    }
  }
}

private func disagreements(
  at path: String, with definitions: [PythonOracle.Definition]
) throws -> [Disagreement] {
  let data = try #require(FileManager.default.contents(atPath: path))
  let source = Source(path: path, bytes: Array(data))
  let outline = try PythonParser().outline(of: source)
  return Comparison(source).disagreements(outline, definitions)
}
