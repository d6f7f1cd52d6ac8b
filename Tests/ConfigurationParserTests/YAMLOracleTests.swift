import ConfigurationParser
import Foundation
import Sections
import Testing

@Suite struct `YAML files of this machine` {
  @Test func `have the keys that PyYAML sees, where it sees them`() throws {
    let folder = ProcessInfo.processInfo.environment["JOINERY_CORPUS"]
    guard let oracle = try YAMLOracle(folder: folder) else { return }
    for (path, expected) in oracle.files {
      let data = try #require(FileManager.default.contents(atPath: path))
      let found = try keys(of: Source(path: path, bytes: Array(data)), like: expected)
      #expect(found == expected, "\(path)")
    }
    print("\(oracle.files.reduce(0) { $0 + $1.keys.count }) keys in \(oracle.files.count) files")
  }

  /// The keys of `source`, without the texts that `expected` does not tell.
  private func keys(
    of source: Source, like expected: [YAMLOracle.Key]
  ) throws -> [YAMLOracle.Key] {
    let lines = LineTable(source.bytes)
    let nodes = try YAMLParser().outline(of: source).nodes.filter { $0.kind == .key }
    return nodes.enumerated().map { index, node in
      var line = lines.line(at: node.range.lowerBound)
      while isComment(line, lines, source) { line += 1 }
      let isTold = index >= expected.count || expected[index].text != nil
      return YAMLOracle.Key(line: line + 1, text: isTold ? node.title : nil)
    }
  }

  private func isComment(_ line: Int, _ lines: LineTable, _ source: Source) -> Bool {
    let text = source.bytes[lines.range(ofLine: line)]
    return text.first { $0 != 0x20 && $0 != 0x09 } == UInt8(ascii: "#")
  }
}
