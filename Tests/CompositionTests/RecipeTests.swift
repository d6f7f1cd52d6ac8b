import Composition
import Sections
import Testing

@Suite struct RecipeTests {
  static let text = """
    template: skill
    parameters:
      description: "Fill forms: all of them"
      name: forms
      tags: [a, "b, c"]
    slots:
      body:
        - pdf/SKILL.md#quick-start@1f3a9c
        - section: "pdf/SKILL.md#a: b"
          title: Filling
          level: 3
          children: false
      references: []

    """

  @Test func `a recipe is read, and written as it was`() throws {
    let recipe = try Recipe(Array(Self.text.utf8), file: "recipes/forms.yaml")
    #expect(recipe.text == Self.text)
    #expect(recipe.addresses.map(\.pin) == ["1f3a9c", nil])
    #expect(recipe.slots["body"]?[1].children == false)
    #expect(recipe.parameters["tags"] == .list(["a", "b, c"]))
  }

  @Test(arguments: [
    "plain", "true", "12", "01", "a: b", "", " x ", "#", "é", "-", "\"", "x\ny", "~",
  ])
  func `any text survives being written and read`(text: String) throws {
    let recipe = Recipe(
      template: "t", parameters: ["p": .text(text), "q": .list([text, "z"])],
      slots: ["s": [Recipe.Entry(try Address("a#b"), title: "t \(text.filter { $0 != "\n" })")]])
    #expect(try Recipe(Array(recipe.text.utf8), file: "r") == recipe)
  }

  @Test(arguments: [
    (
      "templat: x", 1,
      "unknown key “templat”; known are template, parameters, slots, renames, stamp, modules, "
        + "budget, own"
    ),
    (
      "template: x\nslots:\n  body:\n    - section: a#b\n      heading: 2", 5,
      "unknown key “heading”; known are section, title, level, children, only, text, own, of"
    ),
    (
      "template: x\nslots:\n  body:\n    - section: a#b\n      level: 7", 5,
      "“level” should be 1 to 6"
    ),
    (
      "template: x\nslots:\n  body:\n    - section: a#b\n      only: [table]", 5,
      "“only” should be a list of code and prose"
    ),
    (
      "template: x\nslots:\n  body:\n    - section: a#b\n      title: \" \\t\"", 5,
      "“title” should have a word in it"
    ),
    (
      "template: x\nslots:\n  body:\n    - {section: a#b, title: ''}", 4,
      "“title” should have a word in it"
    ),
    ("template: x\nslots:\n  body:\n    - {section: a#b, text: x}", 4, "“text” stands alone"),
    ("template: x\nslots:\n  body: a#b", 3, "“body” should be a list"),
    ("template: x\nslots:\n  body:\n    - '#'", 4, "the address is empty"),
    ("template: [x]", 1, "“template” should be text"),
    ("parameters: {}", 1, "“template” is missing"),
    (
      "template: x\nparameters:\n\t- a", 3,
      "not valid YAML: found character that cannot start any token"
    ),
    ("template: x\ntemplate: y", 1, "not valid YAML: “template” stands twice"),
    ("", 1, "the file is empty"),
  ])
  func `a wrong recipe is an error that names its line`(
    text: String, line: Int, reason: String
  ) throws {
    #expect(throws: CompositionFailure.unreadable(file: "r.yaml", line: line, reason: reason)) {
      try Recipe(Array(text.utf8), file: "r.yaml")
    }
  }

  @Test func `aliases that would explode are refused`() {
    var text = "template: &a [x, x]\n"
    for number in 0..<40 { text += "k\(number): &b\(number) [*a, *a]\n" }
    #expect(throws: CompositionFailure.self) { try Recipe(Array(text.utf8), file: "r.yaml") }
  }

  @Test func `a recipe that does not fit its template is refused`() throws {
    let template = try Given.template(
      text: "{{body}}\n",
      slot:
        "  - { name: code, help: h, accepts: [function], min: 0, max: 1, lands: asset, path: x }")
    let part = try Given.part("a.md#x", [1])
    let entry = Recipe.Entry(part.address)
    let refusals: [(Recipe, CompositionFailure)] = [
      (Recipe(template: "u"), .wrongTemplate(wanted: "u", given: "t")),
      (
        Recipe(template: "t", parameters: ["q": .text("1")]),
        .unknownParameter("q", known: ["name"])
      ),
      (Recipe(template: "t", slots: ["q": []]), .unknownSlot("q", known: ["body", "code"])),
      (
        Recipe(template: "t", slots: ["code": [entry, entry]]),
        .wrongCount(slot: "code", count: 2, allowed: 0...1)
      ),
      (
        Recipe(template: "t", slots: ["code": [entry]]),
        .notAccepted(slot: "code", address: "a.md#x", kind: "text")
      ),
      (
        Recipe(template: "t", slots: ["body": [Recipe.Entry(try Address("b#y"))]]),
        .missingPart("b#y")
      ),
    ]
    for (recipe, failure) in refusals {
      #expect(throws: failure) { try Composer.compose(template, recipe, parts: [part]) }
    }
  }
}
