import Components
import Foundation
import Sections
import Testing

struct DetectorTests {
  private func detect(_ files: [String: String]) -> ComponentDetector.Detection {
    ComponentDetector.components(paths: Array(files.keys)) { path in
      files[path].map { Array($0.utf8) }
    }
  }

  @Test func `a plugin's manifest may name other places`() throws {
    let found = detect([
      "p/.claude-plugin/plugin.json":
        #"{"name": "p", "commands": ["./extra", "./one/go.md"], "agents": "./people/"}"#,
      "p/extra/a.md": "", "p/one/go.md": "", "p/one/other.md": "", "p/people/b.md": "",
      "p/people/c.txt": "", "q/extra/a.md": "",
    ]).components
    let kinds = Dictionary(uniqueKeysWithValues: found.map { ($0.path, $0.kind) })
    #expect(kinds["p/extra/a.md"] == .command && kinds["p/one/go.md"] == .command)
    #expect(kinds["p/people/b.md"] == .agent)
    for path in ["p/one/other.md", "p/people/c.txt", "q/extra/a.md"] {
      #expect(kinds[path] == .documentation, "\(path)")
    }
  }

  @Test(arguments: [
    ("r/skills/pdf/SKILL.md", "skill pdf r/skills/pdf"),
    ("SKILL.md", "skill skill "),
    ("r/.claude/commands/git/sub/commit.md", "command git:sub:commit"),
    ("commands/a.md", "command a"),
    ("r/agents/team/reviewer.md", "agent team:reviewer"),
    ("r/output-styles/terse.md", "output-style terse"),
    ("r/hooks/check.py", "hook check.py"),
    ("r/hooks/hooks.json", "hook hooks r/hooks"),
    ("r/.claude-plugin/plugin.json", "plugin r r"),
    (".claude-plugin/marketplace.json", "plugin plugin "),
    ("r/.codex-plugin/plugin.json", "plugin r r"),
    ("r/references/api.md", "reference api.md"), ("r/reference/x.json", "reference x.json"),
    ("r/README.md", "documentation README.md"), ("r/commands/README.md", "documentation README.md"),
    ("r/docs/guide.txt", "documentation guide.txt"), ("LICENSE", "documentation LICENSE"),
    ("r/.mcp.json", "configuration .mcp.json"), ("r/settings.json", "configuration settings.json"),
    ("r/a.yaml", "configuration a.yaml"), ("r/p.toml", "configuration p.toml"),
    ("r/bin/x.sh", "script x.sh"), ("r/Makefile", "script Makefile"),
    ("r/logo.png", "documentation logo.png"),
  ])
  func `a file alone`(path: String, expected: String) throws {
    let component = try #require(detect([path: ""]).components.first)
    let isFolder = component.path != path
    let place = isFolder ? " \(component.path)" : ""
    #expect("\(component.kind.rawValue) \(component.name)\(place)" == expected)
    #expect(component.entry == path)
  }

  @Test func `the innermost component has the file`() {
    let detection = detect([
      "r/.claude-plugin/plugin.json": #"{"name": "kit", "version": "1.2.0", "description": "d"}"#,
      "r/.claude-plugin/marketplace.json": #"{"name": "market"}"#,
      "r/.mcp.json": "{}", "r/commands/go.md": "", "r/hooks/hooks.json": "{}",
      "r/hooks/run": "#!/bin/sh\n", "r/tool": "#!/usr/bin/env python3\n",
      "r/skills/a/SKILL.md": "---\nname: alpha\n---\n", "r/skills/a/scripts/x.py": "",
      "r/skills/a/agents/helper.md": "", "r/skills/a/hooks/hooks.json": "{}",
      "r/skills/a/inner/SKILL.md": "", "r/skills/a/inner/ref.md": "",
      "r/plugins/b/.cursor-plugin/plugin.json": "{}", "r/plugins/b/agents/c.md": "",
    ])
    let owners = Dictionary(grouping: detection.owners.keys, by: { detection.owners[$0] ?? "" })
      .mapValues { $0.map(\.path).sorted() }
    #expect(
      owners == [
        "r": ["r/.claude-plugin/marketplace.json", "r/.claude-plugin/plugin.json"],
        "r/.mcp.json": ["r/.mcp.json"], "r/commands/go.md": ["r/commands/go.md"],
        "r/hooks": ["r/hooks/hooks.json", "r/hooks/run"], "r/tool": ["r/tool"],
        "r/skills/a": [
          "r/skills/a/SKILL.md", "r/skills/a/agents/helper.md", "r/skills/a/hooks/hooks.json",
          "r/skills/a/scripts/x.py",
        ],
        "r/skills/a/inner": ["r/skills/a/inner/SKILL.md", "r/skills/a/inner/ref.md"],
        "r/plugins/b": ["r/plugins/b/.cursor-plugin/plugin.json"],
        "r/plugins/b/agents/c.md": ["r/plugins/b/agents/c.md"],
      ])
    let found = detection.components.map { "\($0.kind.rawValue) \($0.name) in \($0.parent ?? "-")" }
    #expect(
      found == [
        "plugin kit in -", "configuration .mcp.json in r", "command go in r", "hook hooks in r",
        "plugin b in r", "agent c in r/plugins/b", "skill alpha in r", "skill inner in r/skills/a",
        "script tool in r",
      ])
  }

  @Test func `a plugin called agents has no agents for that, and may be a skill`() {
    let detection = detect([
      "agents/.claude-plugin/plugin.json": "", "agents/notes.md": "", "agents/agents/a.md": "",
      "agents/SKILL.md": "",
    ])
    let kinds = detection.components.map { "\($0.path) \($0.kind.rawValue)" }
    #expect(
      kinds == [
        "agents plugin", "agents/SKILL.md skill", "agents/agents/a.md agent",
        "agents/notes.md documentation",
      ])
  }

  @Test func `what frontmatter declares is the component's, every field of it`() throws {
    let yaml = "name: fill\ndescription: Use when: now\nmetadata:\n  version: 2.0\n"
    let detection = detect(["r/fill-forms/SKILL.md": "\u{FEFF}---\r\n\(yaml)---\n# Fill\n"])
    let skill = try #require(detection.components.first)
    #expect(skill.name == "fill")
    #expect(skill.version == "2.0")
    #expect(skill.summary == "Use when: now")
    #expect(skill.frontmatter == yaml)
    #expect(
      skill.fields == [
        "name": "\"fill\"", "description": "\"Use when: now\"", "metadata": "{\"version\":2.0}",
      ])
  }

  @Test(arguments: [
    "---\n", "---\n@\n---\n", "---\n\0\n---\n", "---\nname:\n---\n", "\u{FEFF}", "",
  ])
  func `malformed frontmatter loses no component`(text: String) {
    let detection = detect(["r/a/SKILL.md": text, "r/commands/b.md": text, "r/agents/c.md": text])
    #expect(detection.components.map(\.name) == ["a", "c", "b"])
  }

  @Test func `the order of paths makes no difference, nor do entries that are missing`() {
    let paths = (0..<200).flatMap {
      ["p\($0)/.claude-plugin/plugin.json", "p\($0)/skills/s/SKILL.md", "p\($0)/a.md"]
    }
    let one = ComponentDetector.components(paths: paths, entries: [:])
    let other = ComponentDetector.components(paths: paths.reversed(), entries: [:])
    #expect(one == other)
    #expect(one.components.count == 600)
  }

  @Test func `facts are kept as they are`() throws {
    let facts = EntryFacts(of: Source(path: "a.md", text: "---\nname: x\nl: [1, é]\n---\n"))
    let stored = try JSONEncoder().encode(facts)
    #expect(try JSONDecoder().decode(EntryFacts.self, from: stored) == facts)
  }

  @Test(.enabled(if: !ComponentCorpus.paths.isEmpty))
  func `every file of a corpus belongs to one component that is there`() {
    let detection = ComponentDetector.components(
      paths: ComponentCorpus.paths, bytes: ComponentCorpus.bytes)
    #expect(Set(detection.components.map(\.path)).count == detection.components.count)
    #expect(Set(detection.owners.keys.map(\.path)) == Set(ComponentCorpus.paths))
    #expect(Set(detection.owners.values) == Set(detection.components.map(\.path)))
    for component in detection.components {
      #expect(detection.owners[PathKey(component.entry)] == component.path)
      #expect(!component.name.isEmpty)
      if component.entry.hasSuffix("SKILL.md") {
        #expect(component.kind == .skill && component.summary != nil, "\(component.path)")
      }
    }
    let counts = Dictionary(grouping: detection.components, by: \.kind).mapValues(\.count)
    print(counts.sorted { $0.key < $1.key }.map { "\($0.key.rawValue): \($0.value)" })
  }
}

/// The files of the folder that JOINERY_CORPUS names.
enum ComponentCorpus {
  private static let root = ProcessInfo.processInfo.environment["JOINERY_CORPUS"]

  /// Their paths below it.
  static let paths: [String] = {
    guard let root, let names = FileManager.default.enumerator(atPath: root) else { return [] }
    return names.compactMap { $0 as? String }.filter { name in
      var isFolder: ObjCBool = false
      let path = "\(root)/\(name)"
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        && !isFolder.boolValue
    }
  }()

  /// The bytes of one.
  static func bytes(_ path: String) -> [UInt8]? {
    root.flatMap { FileManager.default.contents(atPath: "\($0)/\(path)") }.map { Array($0) }
  }
}
