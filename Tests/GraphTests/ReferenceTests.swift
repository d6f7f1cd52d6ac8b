import Graph
import Sections
import Testing

@Suite struct ReferenceTests {
  @Test func `a reference resolves when its target arrives`() async throws {
    let library = try Library()
    try await library.store(["pdf/SKILL.md": "# A\n->forms.md#fields\n"])
    let source = try library.outline("pdf/SKILL.md")[0]
    #expect(try library.graph.references(of: source).map(\.isResolved) == [false])
    try await library.store(["pdf/forms.md": "intro\n# Fields\n"])
    let reference = try #require(try library.graph.references(of: source).first)
    let target = try library.outline("pdf/forms.md")[1]
    #expect(reference.sections == [target])
    #expect(reference.name == "lib/pdf/forms.md#fields")
    #expect(try library.graph.whereUsed(target).map(\.source) == [source])
    try library.graph.remove(["lib/pdf/forms.md"])
    #expect(try library.graph.references(of: source).map(\.isResolved) == [false])
  }

  @Test(arguments: [
    ("->b.md", "lib/x/b.md"), ("->../top.md", "lib/top.md"), ("->./b.md#none", "lib/x/b.md"),
    ("=>./b", "lib/x/b.md"), ("=>tools/run", "lib/x/tools/run.py"),
    ("=>tools", "lib/x/tools/__init__.py"),
    ("=>deep/er", "lib/x/deep/er.py"), ("->../../../out.md", nil), ("=>nothing", nil),
  ])
  func `leads to a file`(text: String, path: String?) async throws {
    let library = try Library()
    try await library.store([
      "x/a.md": "# A\n\(text)\n", "x/b.md": "# B\n", "top.md": "# T\n", "x/tools/run.py": "# run\n",
      "x/tools/__init__.py": "# init\n", "x/deep/er.py": "# er\n",
    ])
    let references = try library.graph.references(of: library.document("x/a.md"))
    #expect(references.first?.document == path)
    guard let path else { return }
    let target = try #require(try library.graph.document(at: path))
    #expect(try library.graph.whereUsed(target).count == 1)
  }

  @Test func `modules are also looked for from the component's root`() async throws {
    let library = try Library()
    try await library.store(["x/deep/a.py": "# A\n=>lib/tool\n", "x/lib/tool.py": "# T\n"])
    let document = try library.document("x/deep/a.py")
    #expect(try library.graph.references(of: document).map(\.isResolved) == [false])
    let skill = Component(kind: .skill, name: "x", path: "lib/x", entry: "lib/x/SKILL.md")
    try library.graph.setComponents(
      of: library.root, [skill],
      membership: ["lib/x/deep/a.py": "lib/x", "lib/x/lib/tool.py": "lib/x"])
    #expect(try library.graph.references(of: document).map(\.document) == ["lib/x/lib/tool.py"])
  }

  @Test(arguments: [
    ("->${CLAUDE_PLUGIN_ROOT}/run.md", "lib/p/run.md"),
    ("->$CLAUDE_PLUGIN_ROOT/hooks/../run.md", "lib/p/run.md"),
    ("->${CLAUDE_PLUGIN_ROOT}/near.md", nil), ("->${CLAUDE_PLUGIN_ROOT}/top.md", nil),
    ("->${CLAUDE_PLUGIN_ROOT}/../top.md", nil),
  ])
  func `a plugin's path begins at the nearest plugin`(text: String, path: String?) async throws {
    let library = try Library()
    try await library.store([
      "p/hooks/a.md": "# A\n\(text)\n", "p/run.md": "# R\n", "p/hooks/near.md": "# N\n",
      "run.md": "# R\n", "top.md": "# T\n",
    ])
    let plugins = ["lib", "lib/p"].map {
      Component(kind: .plugin, name: $0, path: $0, entry: "\($0)/.claude-plugin/plugin.json")
    }
    let skill = Component(kind: .skill, name: "s", path: "lib/p/hooks", entry: "lib/p/hooks/a.md")
    try library.graph.setComponents(of: library.root, plugins + [skill], membership: [:])
    let references = try library.graph.references(of: library.document("p/hooks/a.md"))
    #expect(references.first?.document == path)
    guard path != nil else { return }
    #expect(try library.graph.whereUsed(library.document("p/run.md")).count == 1)
    #expect(try library.graph.whereUsed(library.document("run.md")).isEmpty)
  }

  @Test func `without a plugin such a path begins at the nearest folder that has it`() async throws
  {
    let library = try Library()
    try await library.store([
      "p/hooks/a.md": "# A\n->${CLAUDE_PLUGIN_ROOT}/x/run.md\n", "p/x/run.md": "# R\n",
      "x/run.md": "# R\n",
    ])
    let references = try library.graph.references(of: library.document("p/hooks/a.md"))
    #expect(references.map(\.document) == ["lib/p/x/run.md"])
  }

  @Test func `calls stay inside their component`() async throws {
    let library = try Library()
    try await library.store([
      "x/a.py": "# main\ncall fill\n", "x/b.py": "# fill\n", "y/c.py": "# fill\n",
    ])
    let components = ["x", "y"].map {
      Component(kind: .skill, name: $0, path: "lib/\($0)", entry: "lib/\($0)/SKILL.md")
    }
    try library.graph.setComponents(
      of: library.root, components,
      membership: ["lib/x/a.py": "lib/x", "lib/x/b.py": "lib/x", "lib/y/c.py": "lib/y"])
    let caller = try library.outline("x/a.py")[0]
    let fill = try library.outline("x/b.py")[0]
    #expect(try library.graph.references(of: caller).flatMap(\.sections) == [fill])
    #expect(try library.graph.whereUsed(fill).map(\.source) == [caller])
    #expect(try library.graph.whereUsed(library.outline("y/c.py")[0]) == [])
  }

  @Test func `a reference belongs to the innermost section that is no code block`() async throws {
    let library = try Library()
    try await library.store(["a.md": "# A\n## B\n->a.md\n```\n->b.md\n```\n# C\n"])
    let outline = try library.outline("a.md")
    #expect(try library.graph.references(of: outline[1]).count == 1)
    #expect(try library.graph.references(of: outline[0]).isEmpty)
  }
}
