import Composition
import Sections
import Testing

@Suite struct ComposerTests {
  @Test func `a skill is composed of sections, a reference and a function`() throws {
    let steps = try Given.section("pdf/SKILL.md#steps", "# Steps\nRun it.\n## More\nText\n\n")
    let notes = try Given.section("doc/SKILL.md#notes", "### Notes\nSee `a`.\n")
    let fill = try Given.function(
      "pdf/fill.py#fill", "import os\n\n\ndef fill(x):\n    return os\n")
    var recipe = Recipe(template: "skill")
    recipe.parameters = ["name": .text("forms"), "description": .text("Fill forms: all of them")]
    recipe.slots = [
      "body": [Recipe.Entry(steps.address)], "references": [Recipe.Entry(notes.address)],
      "scripts": [Recipe.Entry(fill.address)],
    ]
    let composed = try Composer.compose(
      Given.template("skill"), recipe, parts: [fill, steps, notes])
    #expect(
      composed.files.map(\.path) == [
        "skills/forms/SKILL.md", "skills/forms/references/h.md", "skills/forms/scripts/forms.py",
      ])
    #expect(
      try composed.text("SKILL.md") == """
        ---
        name: forms
        description: "Fill forms: all of them"
        ---

        # forms

        ## Steps
        Run it.
        ### More
        Text

        ## Scripts

        - [forms.py](scripts/forms.py)

        ## References

        Read these when the task calls for them.

        - [H](references/h.md)

        """)
    #expect(try composed.text("references/h.md") == "# Notes\nSee `a`.\n")
    #expect(
      try composed.text("scripts/forms.py")
        == "#!/usr/bin/env python3\n\nimport os\n\ndef fill(x):\n    return os\n")
    #expect(composed.files.map(\.isExecutable) == [false, false, true])
  }

  @Test func `an empty slot leaves no blank lines behind`() throws {
    let template = try Given.template(text: "# A\n\n{{body}}\n\n## B\n")
    #expect(try Given.composed(template).text("out.md") == "# A\n\n## B\n")
  }

  @Test func `parts are one blank line apart and the file ends in one line break`() throws {
    let template = try Given.template(text: "# A\n\n{{body}}\n\n\n")
    let one = try Given.part("a.md#one", Array("\n\none\n\n\n".utf8))
    let two = try Given.part("a.md#two", Array("two".utf8))
    #expect(try Given.composed(template, one, two).text("out.md") == "# A\n\none\n\ntwo\n")
  }

  @Test(arguments: [
    "{{name}} {{#x}} {{{y}}}", "!`rm -rf`", "$ARGUMENTS and $1", "{{! c }}{{body}}", "\u{1}7\u{2}",
    "&amp; < > \"",
  ])
  func `nothing in a section is interpreted`(text: String) throws {
    let template = try Given.template(text: "# {{name}}\n\n{{body}}\n")
    let part = try Given.part("a.md#x", Array(text.utf8))
    #expect(try Given.composed(template, part).text("out.md") == "# t\n\n\(text)\n")
  }

  @Test func `parameters are not interpreted or escaped either`() throws {
    let template = try Given.template(text: "{{name}}\n\n{{body}}\n")
    let composed = try Given.composed(template) {
      $0.parameters["name"] = .text("<b> & {{name}} $1 \"q\"")
    }
    #expect(try composed.text("out.md") == "<b> & {{name}} $1 \"q\"\n")
  }

  @Test func `code in a Markdown slot is fenced more strongly than anything in it`() throws {
    let template = try Given.template(text: "{{body}}\n")
    let code = try Given.function("a/x.py#f", "def f():\n    return '````'")
    #expect(
      try Given.composed(template, code).text("out.md")
        == "`````python\ndef f():\n    return '````'\n`````\n")
  }

  @Test func `a title is put above what has none, and replaces one that is there`() throws {
    let template = try Given.template(text: "{{body}}\n")
    let text = try Given.part("a.md#x", Array("text\n".utf8))
    let heading = try Given.section("b.md#y", "#### Old\nbody\n")
    let composed = try Given.composed(template, text, heading) { recipe in
      recipe.slots["body"]?[0].title = "New"
      recipe.slots["body"]?[1].title = "Newer"
      recipe.slots["body"]?[1].level = 3
    }
    #expect(try composed.text("out.md") == "## New\n\ntext\n\n### Newer\nbody\n")
  }

  @Test func `without children a section is its own text only`() throws {
    let template = try Given.template(text: "{{body}}\n")
    var part = try Given.section("a.md#x", "# X\nown\n## Y\nchild\n")
    part.head = 0..<8
    let composed = try Given.composed(template, part) { $0.slots["body"]?[0].children = false }
    #expect(try composed.text("out.md") == "## X\nown\n")
  }

  @Test func `a fence that was never closed is closed`() throws {
    let template = try Given.template(text: "{{body}}\n")
    let bytes = Array("# X\n~~~~sh\nls\n".utf8)
    let open = try Given.part(
      "a.md#x", bytes,
      [
        Outline.Node(0..<bytes.count, .heading, title: "X", level: 1),
        Outline.Node(4..<bytes.count, .code, title: "sh"),
      ])
    let after = try Given.section("b.md#y", "# Y\n")
    #expect(
      try Given.composed(template, open, after).text("out.md")
        == "## X\n~~~~sh\nls\n~~~~\n\n## Y\n")
  }

  @Test func `a code block goes into a script without its fences`() throws {
    let bytes = Array("```sh\necho '$1'\n```\n".utf8)
    var part = try Given.part(
      "a.md#run", bytes, [Outline.Node(0..<bytes.count, .code, title: "run")])
    part.language = "sh"
    let recipe = Recipe(
      template: "hook",
      parameters: ["name": .text("h"), "description": .text("d"), "event": .text("Stop")],
      slots: ["script": [Recipe.Entry(part.address)]])
    let composed = try Composer.compose(Given.template("hook"), recipe, parts: [part])
    #expect(try composed.text("h.sh") == "#!/usr/bin/env bash\n\necho '$1'\n")
  }

  @Test(arguments: ["asset", "script"], [false, true])
  func `a file keeps its right to be run`(lands: String, isExecutable: Bool) throws {
    let slot = "  - { name: more, help: h, lands: \(lands), path: x.sh }"
    let template = try Given.template(text: "{{body}}\n", slot: slot)
    var part = try Given.part("a.sh#x", Array("ls\n".utf8))
    part.isExecutable = isExecutable
    let composed = try Given.composed(template, part) {
      ($0.slots["more"], $0.slots["body"]) = ($0.slots["body"], nil)
    }
    #expect(composed.files.first { $0.path == "skills/t/x.sh" }?.isExecutable == isExecutable)
  }

  @Test func `two sections that become one file with different bytes are refused`() throws {
    let one = try Given.section("a.md#h", "# H\none\n")
    let two = try Given.section("b.md#h", "# H\ntwo\n")
    let recipe = Recipe(
      template: "skill", parameters: ["name": .text("n"), "description": .text("d")],
      slots: ["references": [Recipe.Entry(one.address), Recipe.Entry(two.address)]])
    #expect(
      throws: CompositionFailure.collision(
        path: "skills/n/references/h.md", one: "a.md#h", other: "b.md#h")
    ) {
      try Composer.compose(Given.template("skill"), recipe, parts: [one, two])
    }
    var renaming = recipe
    renaming.renames = true
    let composed = try Composer.compose(Given.template("skill"), renaming, parts: [one, two])
    #expect(try composed.text("references/h-2.md") == "# H\ntwo\n")
    #expect(
      try composed.text("SKILL.md").hasSuffix(
        "- [H](references/h.md)\n- [H](references/h-2.md)\n"))
    #expect(try Recipe(Array(renaming.text.utf8), file: "r.yaml") == renaming)
  }

  @Test(arguments: [("C #", "C \\#"), ("C#", "C#"), ("##", "\\##"), ("A # b", "A # b")])
  func `a title is shown with the marks at its end`(title: String, written: String) throws {
    let template = try Given.template(text: "{{body}}\n")
    let heading = try Given.section("a.md#a", "# A\n\ntext\n")
    let code = try Given.part("b.py#b", Array("x = 1\n".utf8))
    let composed = try Given.composed(template, heading, code) { recipe in
      for index in 0..<2 { recipe.slots["body"]?[index].title = title }
    }
    let lines = try composed.text("out.md").split(separator: "\n")
    #expect(lines.filter { $0.hasPrefix("## ") } == ["## \(written)", "## \(written)"])
  }
}
