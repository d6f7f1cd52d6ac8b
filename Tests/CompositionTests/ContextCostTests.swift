import Composition
import Sections
import Testing

@Suite struct ContextCostTests {
  private static let text = Array("---\nname: abcd\ndescription: efgh\n---\n12345678\n".utf8)

  @Test func `a skill costs its listing, its text, and its other files`() {
    let cost = ContextCost(
      .skill, entry: "s/SKILL.md",
      files: [
        "s/SKILL.md": Self.text, "s/a.md": Array("1234567".utf8), "s/b.py": Array("1".utf8),
        "s/c.png": [0, 1, 2, 3],
      ])
    #expect((cost.always, cost.onTrigger, cost.onDemand) == (2, 3, 3))
  }

  @Test(arguments: [
    (Component.Kind.command, 2, 3, 0), (.agent, 2, 3, 0), (.outputStyle, 0, 3, 0),
    (.reference, 0, 0, 3), (.hook, 0, 0, 0),
  ])
  func `kinds are loaded in their own ways`(
    kind: Component.Kind, always: Int, onTrigger: Int, onDemand: Int
  ) {
    let cost = ContextCost(kind, entry: "x.md", files: ["x.md": Self.text])
    #expect((cost.always, cost.onTrigger, cost.onDemand) == (always, onTrigger, onDemand))
  }

  @Test func `what the model may not call is not listed`() {
    let text = "---\ndisable-model-invocation: true\nname: abcd\n---\n1234"
    let cost = ContextCost(.skill, entry: "x.md", files: ["x.md": Array(text.utf8)])
    #expect((cost.always, cost.onTrigger) == (0, 1))
  }
}
