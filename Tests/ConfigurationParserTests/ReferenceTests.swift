import ConfigurationParser
import Sections
import Testing

@Suite struct `What configuration names` {
  private func read(_ text: String, at path: String) async -> Reading {
    await ParserRegistry([JSONParser(), YAMLParser(), TOMLParser()])
      .read(Source(path: path, text: text))
  }

  @Test(arguments: [
    (
      #"{"a": "bash \"${CLAUDE_PLUGIN_ROOT}/x/y.sh\" --z"}"#, "p/.mcp.json",
      ["${CLAUDE_PLUGIN_ROOT}/x/y.sh"]
    ),
    (
      #"{"a": "$CLAUDE_PLUGIN_ROOT/hooks/x.sh"}"#, "p/hooks/hooks.json",
      ["${CLAUDE_PLUGIN_ROOT}/hooks/x.sh"]
    ),
    (#"{"a": ["./commands/x.md"]}"#, "p/.claude-plugin/plugin.json", ["../commands/x.md"]),
    (#"{"a": "./x && ../y ./x"}"#, "settings.json", ["./x", "../y"]),
    (#"{"a": "x/y http://a/b ./ ${CLAUDE_PLUGIN_ROOT}/"}"#, "a.json", []),
    ("# ./no\na: python ./scripts/x.py\n", "a.yaml", ["./scripts/x.py"]),
    ("a = './x.sh'\n", "a.toml", ["./x.sh"]),
  ])
  func `paths of bundled files`(text: String, path: String, paths: [String]) async {
    let reading = await read(text, at: path)
    #expect(reading.outline.references.map(\.target) == paths.map { .file(path: $0, anchor: nil) })
    #expect(reading.outline.references.allSatisfy { $0.kind == .path })
  }

  @Test func `hooks and servers have addresses`() async {
    let text = #"{"hooks": {"Stop": [{"matcher": "a"}, {}]}, "mcpServers": {"git#hub": {}}}"#
    let anchors = await read(text, at: "a.json").cuts.map(\.anchor)
    #expect(anchors.contains("hooks.Stop.2"))
    #expect(anchors.contains("mcpServers.github"))
  }

  @Test func `tables of a list are counted`() async {
    let anchors = await read("[[a.b]]\nx = 1\n[[a.b]]\n", at: "a.toml").cuts.map(\.anchor)
    #expect(anchors == ["a.b.1", "a.b.2"])
  }

  @Test func `a list of data stays in one piece`() async {
    let list = "[" + String(repeating: #"{"id": "x"},"#, count: 100_000) + "{}]"
    #expect(await read(list, at: "a.json").cuts.count == 1)
    #expect(
      await read(#"{"a": "# + list + "}", at: "a.json").cuts.map(\.kind.rawValue) == [
        "object", "key",
      ])
    let items = String(repeating: "- a\n", count: 100_000)
    #expect(await read(items, at: "a.yaml").cuts.count == 1)
  }

  @Test func `a staircase of keys is read, however deep`() async {
    let text = (0..<2_000).map { String(repeating: " ", count: $0) + "a:\n" }.joined() + "b: 1\n"
    #expect(await read(text, at: "a.yaml").cuts.map(\.anchor) == ["a", "b"])
  }

  @Test func `a line of ten million bytes stays in one piece`() async {
    let reading = await read("a: " + String(repeating: "x", count: 10_000_000), at: "a.yaml")
    #expect(reading.cuts.count == 1)
  }

  @Test(arguments: [
    ("a.json", "["), ("a.json", "{\"a\":"), ("a.toml", "["), ("a.yaml", "["), ("a.yaml", "a:\n"),
    ("a.yaml", "- "), ("a.yaml", "? "), ("a.yaml", "{a: "), ("a.yaml", "&a "), ("a.yaml", "!t "),
    ("a.yaml", "a: "), ("a.yaml", "@\n"), ("a.yaml", "- @\n"), ("a.yaml", "# a\n"),
    ("a.yaml", "---\n"), ("a.yaml", "\""), ("a.yaml", "a: [\n"), ("a.yaml", "x"),
  ])
  func `a hundred thousand times does no harm`(path: String, unit: String) async {
    let reading = await read(String(repeating: unit, count: 100_000), at: path)
    #expect(reading.cuts.last?.range.upperBound == unit.utf8.count * 100_000)
  }
}
