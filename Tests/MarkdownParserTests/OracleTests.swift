import Foundation
import MarkdownParser
import Sections
import Testing

/// A heading, as far as two parsers can agree on it. Lines are counted from 0.
struct OracleHeading: Hashable, Codable {
  let line: Int
  let level: Int
  let title: String
}

struct OracleTests {
  /// Where markdown-it is known to read a corpus otherwise than cmark-gfm: path's end → why.
  static let justified: [String: String] = [:]

  @Test(.enabled(if: Oracle.isThere && !MarkdownCorpus.files.isEmpty))
  func `headings agree with markdown-it on every file of a corpus`() throws {
    let sources = MarkdownCorpus.files
    let outlines = try sources.map { try MarkdownParser().outline(of: $0) }
    let others = try Oracle.headings(of: sources, outlines)
    #expect(others.count == sources.count)
    var compared = 0
    for (source, (outline, other)) in zip(sources, zip(outlines, others)) {
      let ours = headings(of: outline, in: source)
      compared += ours.count
      guard ours != other else { continue }
      let reason = OracleTests.justified.first { source.path.hasSuffix($0.key) }?.value
      let difference = Set(ours).symmetricDifference(other).sorted { $0.line < $1.line }
      print("\(source.path): \(difference) – \(reason ?? "not justified")")
      #expect(reason != nil, "\(source.path) differs: \(difference)")
    }
    print("compared \(compared) headings of \(sources.count) files")
  }

  @Test(.enabled(if: !MarkdownCorpus.files.isEmpty))
  func `the rules for parsers hold on a corpus`() async {
    let some = MarkdownCorpus.files.enumerated().filter { $0.offset % 20 == 0 }.map(\.element)
    #expect(await Conformance.findings(for: MarkdownParser(), on: some).isEmpty)
  }

  @Test(.enabled(if: !MarkdownCorpus.files.isEmpty))
  func `every file of a corpus has an outline without warnings`() throws {
    for source in MarkdownCorpus.files {
      let outline = try MarkdownParser().outline(of: source)
      try outline.check(against: source)
      #expect(outline.warnings.isEmpty, "\(source.path)")
    }
  }

  private func headings(of outline: Outline, in source: Source) -> [OracleHeading] {
    let lines = LineTable(source.bytes)
    return outline.nodes.filter { $0.kind == .heading }.map {
      OracleHeading(
        line: lines.line(at: $0.range.lowerBound), level: $0.level ?? 0, title: $0.title)
    }
  }
}

/// The Markdown files of the folder that JOINERY_CORPUS names, in order of their paths.
enum MarkdownCorpus {
  static let files: [Source] = {
    guard let root = ProcessInfo.processInfo.environment["JOINERY_CORPUS"],
      let paths = FileManager.default.enumerator(atPath: root)
    else { return [] }
    let names = paths.compactMap { $0 as? String }.filter { $0.hasSuffix(".md") }.sorted()
    return names.compactMap { name in
      FileManager.default.contents(atPath: "\(root)/\(name)").map {
        Source(path: name, bytes: Array($0))
      }
    }
  }()
}

/// The Python package markdown-it-py, where it is installed.
enum Oracle {
  static let isThere = (try? run("import markdown_it", "")) != nil

  /// The headings that markdown-it finds in each file after its frontmatter.
  static func headings(of sources: [Source], _ outlines: [Outline]) throws -> [[OracleHeading]] {
    let bodies = zip(sources, outlines).map { source, outline in
      let front = outline.nodes.first { $0.kind == .frontmatter }?.range.upperBound ?? 0
      let skipped = LineTable(source.bytes).line(at: front)
      return Body(
        text: source.text(max(front, source.byteOrderMark)..<source.bytes.count), skipped: skipped)
    }
    let input = String(decoding: try JSONEncoder().encode(bodies), as: UTF8.self)
    return try JSONDecoder().decode([[OracleHeading]].self, from: Data(run(script, input).utf8))
  }

  private struct Body: Encodable {
    let text: String
    let skipped: Int
  }

  private struct Failure: Error {}

  private static func run(_ script: String, _ input: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory
    let file = folder.appendingPathComponent("oracle-\(UUID().uuidString).json")
    try input.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script]
    process.standardInput = try FileHandle(forReadingFrom: file)
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure() }
    return String(decoding: data, as: UTF8.self)
  }

  private static let script = """
    import json, sys
    from markdown_it import MarkdownIt
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    def plain(tokens):
        out = ""
        for token in tokens or []:
            if token.type in ("text", "code_inline", "text_special"): out += token.content
            elif token.type in ("softbreak", "hardbreak"): out += " "
            elif token.type == "image": out += plain(token.children)
        return out
    files = []
    for body in json.load(sys.stdin):
        tokens = reader.parse(body["text"])
        files.append([
            {"line": token.map[0] + body["skipped"], "level": int(token.tag[1:]),
             "title": " ".join(plain(tokens[index + 1].children).split())}
            for index, token in enumerate(tokens)
            if token.type == "heading_open" and token.level == 0])
    json.dump(files, sys.stdout)
    """
}
