import ExternalParser
import Foundation
import Sections
import Testing

@Suite struct `An external parser` {
  let workshop: Workshop
  init() throws { workshop = try Workshop() }

  @Test func `answers for many files with one process`() async throws {
    let parser = try workshop.parser(
      Workshop.answering(#"{"nodes": [], "warnings": [f"{os.getpid()} {count}"]}"#))
    var warnings: [String] = []
    for _ in 0..<3 {
      warnings += try await parser.outline(of: Source(path: "a.x", text: "x")).warnings
    }
    let words = warnings.map { $0.split(separator: " ") }
    #expect(Set(words.map(\.first)).count == 1)
    #expect(words.map(\.last) == ["0", "1", "2"])
  }

  @Test func `is given the bytes of a file that is not UTF-8`() async throws {
    let parser = try workshop.parser(
      Workshop.answering(#"{"nodes": [], "warnings": [json.dumps(asked, sort_keys=True)]}"#))
    let source = Source(path: "b/é.x", bytes: [0xFF, 0x00, 0x41])
    let outline = try await parser.outline(of: source)
    #expect(outline.warnings == [#"{"base64": "/wBB", "path": "b/\u00e9.x"}"#])
  }

  @Test func `says nodes, references and warnings`() async throws {
    let answer = """
      {"nodes": [{"start": 0, "end": 5, "kind": "heading", "title": "A b", "level": 2}, \
      {"start": 1, "end": 5, "kind": "code", "title": "c", "anchor": "A.c", "language": "lua"}], \
      "references": [{"kind": "link", "start": 0, "end": 1, "file": "x.md", "anchor": "y"}, \
      {"kind": "import", "start": 1, "end": 2, "module": "./m", "name": "f"}, \
      {"kind": "call", "start": 2, "end": 3, "name": "g"}], "warnings": ["w"]}
      """
    let outline = try await workshop.parser(Workshop.answering(answer))
      .outline(of: Source(path: "a.x", text: "hello"))
    let expected = Outline(
      [
        .init(0..<5, .heading, title: "A b", level: 2),
        .init(1..<5, .code, title: "c", anchor: "A.c", language: "lua"),
      ],
      references: [
        Reference(.link, .file(path: "x.md", anchor: "y"), at: 0..<1),
        Reference(.import, .module(path: "./m", name: "f"), at: 1..<2),
        Reference(.call, .name("g"), at: 2..<3),
      ], warnings: ["w"])
    #expect(outline == expected)
  }

  @Test func `runs in its folder and sees none of the host's secrets`() async throws {
    let parser = try workshop.parser(
      Workshop.answering(#"{"nodes": [], "warnings": [os.getcwd()] + sorted(os.environ)}"#))
    let said = try await parser.outline(of: Source(path: "a.x", text: "x")).warnings
    #expect(said.first?.hasSuffix(workshop.folder) == true)
    #expect(said.contains("PATH"))
    #expect(!said.contains("JOINERY_SECRET"))
  }

  @Test func `takes a file of a megabyte and an outline of ten thousand sections`() async throws {
    let answer = """
      {"nodes": [{"start": i * 100, "end": i * 100 + 100, "kind": "text", "title": str(i)} \
      for i in range(10000)]}
      """
    let parser = try workshop.parser(Workshop.answering(answer))
    let source = Source(path: "a.x", bytes: [UInt8](repeating: 0x61, count: 1_000_000))
    let outline = try await parser.outline(of: source)
    #expect(outline.nodes.count == 10_000)
    #expect(throws: Never.self) { try outline.check(against: source) }
  }

  @Test func `ends its process when it is no longer used`() async throws {
    let process: pid_t
    do {
      let parser = try workshop.parser(
        Workshop.answering(#"{"nodes": [], "warnings": [str(os.getpid())]}"#))
      let said = try await parser.outline(of: Source(path: "a.x", text: "x")).warnings
      process = try #require(said.first.flatMap { pid_t($0) })
      #expect(kill(process, 0) == 0)
    }
    for _ in 0..<100 where kill(process, 0) == 0 { try await Task.sleep(for: .milliseconds(20)) }
    #expect(kill(process, 0) != 0)
  }
}
