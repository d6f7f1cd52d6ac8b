import ConfigurationParser
import Examples
import Foundation
import Sections
import Testing

/// The examples of the corpus files beside this file.
func examples(_ name: String) -> [Example] {
  let url = Bundle.module.url(forResource: name, withExtension: "txt", subdirectory: "Examples")
  guard let url, let text = try? String(contentsOf: url, encoding: .utf8) else { return [] }
  return Example.all(in: text)
}

@Suite struct `Examples of configuration` {
  @Test(arguments: examples("json"))
  func `JSON`(example: Example) throws {
    try check(example, JSONParser().outline(of: Source(path: "a.json", bytes: example.bytes)))
  }

  @Test(arguments: examples("yaml"))
  func `YAML`(example: Example) throws {
    try check(example, YAMLParser().outline(of: Source(path: "a.yaml", bytes: example.bytes)))
  }

  @Test(arguments: examples("toml"))
  func `TOML`(example: Example) throws {
    try check(example, TOMLParser().outline(of: Source(path: "a.toml", bytes: example.bytes)))
  }

  private func check(_ example: Example, _ outline: Outline) {
    if ProcessInfo.processInfo.environment["PRINT"] != nil {
      print("@@\(example.title)\n\(outline.diagram)")
    }
    #expect(outline.diagram == example.expected)
  }

  @Test func `are all there`() {
    #expect(["json", "yaml", "toml"].map { examples($0).count } == [8, 19, 3])
  }

  @Test func `warn where YAML is broken, and only there`() throws {
    for example in examples("yaml") {
      let source = Source(path: "a.yaml", bytes: example.bytes)
      let isBroken = example.title.hasPrefix("YAML, broken")
      #expect(try YAMLParser().outline(of: source).warnings.isEmpty == !isBroken, "\(example)")
    }
  }

  @Test func `obey the rules for parsers`() async {
    func sources(_ name: String) -> [Source] {
      examples(name).map { Source(path: "\($0.title).\(name)", bytes: $0.bytes) }
    }
    #expect(await Conformance.findings(for: JSONParser(), on: sources("json")).isEmpty)
    #expect(await Conformance.findings(for: YAMLParser(), on: sources("yaml")).isEmpty)
    #expect(await Conformance.findings(for: TOMLParser(), on: sources("toml")).isEmpty)
  }
}
