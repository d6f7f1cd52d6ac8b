import Examples
import Foundation
import JavaScriptParser
import Sections
import Testing

/// The examples of the corpus files beside this file.
func examples(_ name: String) -> [Example] {
  let url = Bundle.module.url(forResource: name, withExtension: "txt", subdirectory: "Examples")
  guard let url, let text = try? String(contentsOf: url, encoding: .utf8) else { return [] }
  return Example.all(in: text)
}

@Suite struct `Examples of sections` {
  @Test(arguments: examples("javascript"))
  func `JavaScript`(example: Example) throws {
    try check(example, JavaScriptParser().outline(of: Source(path: "a.js", bytes: example.bytes)))
  }

  @Test(arguments: examples("typescript"))
  func `TypeScript`(example: Example) throws {
    for path in ["a.ts", "a.tsx"] {
      let source = Source(path: path, bytes: example.bytes)
      try check(example, TypeScriptParser().outline(of: source))
    }
  }

  private func check(_ example: Example, _ outline: Outline) throws {
    if ProcessInfo.processInfo.environment["PRINT"] != nil {
      print("@@\(example.title)\n\(outline.diagram)")
    }
    #expect(outline.diagram == example.expected)
  }

  @Test func `are all there`() {
    #expect(examples("javascript").count == 9)
    #expect(examples("typescript").count == 4)
  }

  @Test func `obey the rules for parsers`() async {
    let scripts = examples("javascript").map { Source(path: "\($0.title).js", bytes: $0.bytes) }
    let typed = (examples("javascript") + examples("typescript")).flatMap { example in
      [".ts", ".tsx"].map { Source(path: example.title + $0, bytes: example.bytes) }
    }
    #expect(await Conformance.findings(for: JavaScriptParser(), on: scripts).isEmpty)
    #expect(await Conformance.findings(for: TypeScriptParser(), on: typed).isEmpty)
  }
}
