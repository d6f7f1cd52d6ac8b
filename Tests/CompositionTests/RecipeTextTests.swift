import Composition
import Examples
import Sections
import Testing

/// A recipe is changed where it changes; what its author wrote around that stays.
@Suite struct RecipeTextTests {
  static let text = """
    # Why this skill is made of these.
    template: skill   # the usual one
    slots:
      # What everybody needs comes first.
      body:
      - "pdf/SKILL.md#start"  # do not move
      - section: 'pdf/SKILL.md#notes'
        # smaller than the others
        level: 3
      - text: |
          ## Mine

          # not a comment
      # After all of them.

      references: []
    parameters:
      name: 'forms'
      description: "Fill: forms"   # keep short
    # The end.

    """

  private func changed(
    _ text: String = Self.text, _ change: (inout Recipe) throws -> Void
  ) throws -> String {
    var document = try RecipeText(Array(text.utf8), file: "recipes/r.yaml")
    var wanted = document.recipe
    try change(&wanted)
    try document.become(wanted)
    #expect(try Recipe(Array(document.text.utf8), file: "r") == wanted)
    #expect(document.recipe == wanted)
    return document.text
  }

  @Test func `nothing changes where nothing is to`() throws {
    #expect(try changed { _ in } == Self.text)
  }

  @Test func `a section is added after the last, comments stay`() throws {
    let after = try changed { recipe in
      recipe.slots["body"]?.append(Recipe.Entry(try Address("a.md#b"), title: "T"))
    }
    let added = "      - section: a.md#b\n        title: T\n".replacing("      -", with: "  -")
      .replacing("        title", with: "    title")
    #expect(after == Self.text.replacing("  # After all", with: "\(added)  # After all"))
  }

  @Test func `a parameter is set in its quotes`() throws {
    let after = try changed { $0.parameters["description"] = .text("Other: words") }
    #expect(after == Self.text.replacing("\"Fill: forms\"", with: "\"Other: words\""))
    let single = try changed { $0.parameters["name"] = .text("it's") }
    #expect(single == Self.text.replacing("'forms'", with: "'it''s'"))
    let new = try changed { $0.parameters["license"] = .text("MIT") }
    #expect(
      new
        == Self.text.replacing("# keep short\n", with: "# keep short\n  license: MIT\n"))
  }

  @Test func `an address changes, and what else is said of the section stays`() throws {
    let after = try changed { $0.slots["body"]?[1].address = try Address("x.md#y") }
    #expect(after == Self.text.replacing("'pdf/SKILL.md#notes'", with: "x.md#y"))
    let first = try changed { $0.slots["body"]?[0].address = try Address("x.md#y") }
    #expect(first == Self.text.replacing("\"pdf/SKILL.md#start\"", with: "x.md#y"))
  }

  @Test(arguments: ["\n", "\r\n"])
  func `entries are removed with their lines`(ending: String) throws {
    let text = Self.text.replacing("\n", with: ending)
    let first = try changed(text) { _ = $0.slots["body"]?.remove(at: 0) }
    let line = "  - \"pdf/SKILL.md#start\"  # do not move\(ending)"
    #expect(first == text.replacing(line, with: ""))
    let second = try changed(text) { _ = $0.slots["body"]?.remove(at: 1) }
    #expect(!second.contains("#notes") && second.contains("# not a comment"))
    #expect(second.contains("# After all of them.") && second.contains("# do not move"))
    let none = try changed(text) { $0.slots["body"] = [] }
    #expect(none.contains("  body: []\(ending)") && none.contains("# What everybody needs"))
    let mixed = try changed(text) { recipe in
      recipe.slots["body"] = [Recipe.Entry(own: "a.md", of: nil, title: nil)]
    }
    #expect(mixed.contains("- own: a.md") && mixed.contains("# The end."))
  }

  @Test(arguments: ["[a#b, c#d, e#f]", "[ a#b , \"c#d\" , {section: e#f, level: 2} ]"])
  func `entries of a list on one line are removed`(list: String) throws {
    let text = "template: skill\nslots: {body: \(list)}  # mine\n"
    for index in 0..<3 {
      let after = try changed(text) { _ = $0.slots["body"]?.remove(at: index) }
      #expect(after.hasSuffix("  # mine\n"))
    }
    #expect(try changed(text) { $0.slots["body"] = [] }.contains("]}  # mine"))
  }

  @Test func `files of the author's are named and forgotten`() throws {
    let one = try changed { $0.own["a/x.md"] = .some(try Address("lib/x.md")) }
    #expect(one.contains("own:\n  a/x.md: lib/x.md\n") && one.contains("# The end."))
    let two = try changed(one) { $0.own["a/y.md"] = .some(nil) }
    #expect(two.contains("  a/x.md: lib/x.md\n  a/y.md: \"\"\n"))
    #expect(try changed(two) { $0.own["a/y.md"] = nil } == one)
    #expect(try changed(one) { $0.own = [:] } == Self.text)
  }

  @Test func `a section becomes words and words a section`() throws {
    let words = try changed { $0.slots["body"]?[0] = Recipe.Entry(text: "Two\n\nlines.\n") }
    #expect(words.contains("  - text: |\n      Two\n\n      lines.  # do not move\n") == false)
    #expect(words.contains("# smaller than the others") && words.contains("# The end."))
    let section = try changed { $0.slots["body"]?[2] = Recipe.Entry(try Address("a#b")) }
    #expect(section.contains("  - a#b\n  # After all of them."))
  }

  @Test func `an empty list, and none, begin`() throws {
    let empty = try changed { $0.slots["references"] = [Recipe.Entry(try Address("a#b"))] }
    #expect(empty.contains("  references:\n    - a#b\nparameters:"))
    let none = try changed { $0.slots["scripts"] = [Recipe.Entry(try Address("a#b"))] }
    #expect(none.contains("  references: []\n  scripts:\n    - a#b\nparameters:"))
    let bare = try changed("template: t\n") { recipe in
      recipe.slots["s"] = [Recipe.Entry(try Address("a#b"))]
      recipe.parameters["p"] = .list(["x", "z"])
    }
    #expect(bare == "template: t\nparameters:\n  p: [x, z]\nslots:\n  s:\n    - a#b\n")
  }

  @Test(arguments: [
    "template: t\nslots: {s: [a#b, c#d]}\n",
    "template: t\nslots:\n  s: [a#b] # one\n",
    "{template: t, slots: {s: [a#b]}}\n",
    "template: t\r\nslots:\r\n  s:\r\n  - a#b\r\n",
    "template: t\nslots:\n  s:\n    - a#b",
    "template: t\nslots:\n  s:\n    -   a#b\n\n\n# end",
    "---\ntemplate: t\nslots:\n  s:\n    - section: a#b\n      title: >-\n        x\n...\n",
  ])
  func `lists in every form take one more`(text: String) throws {
    let after = try changed(text) { $0.slots["s"]?.append(Recipe.Entry(try Address("new.md#x"))) }
    for line in text.split(whereSeparator: \.isNewline) where line.hasPrefix("#") {
      #expect(after.contains(line))
    }
    #expect(!text.contains("\r\n") || !after.replacing("\r\n", with: "").contains("\n"))
  }

  @Test func `random changes say what they are to say, and keep every comment`() throws {
    var dice = Dice(seed: 11)
    for _ in 0..<300 {
      var text = Self.text
      for step in 0..<4 {
        text = try changed(text) { recipe in
          let address = try Address("f\(Int.random(in: 0..<9, using: &dice)).md#s\(step)")
          let count = recipe.slots["body"]?.count ?? 0
          switch Int.random(in: 0..<5, using: &dice) {
          case 0: recipe.slots["body"]?.append(Recipe.Entry(address))
          case 1:
            recipe.slots["body"]?[Int.random(in: 0..<count, using: &dice)] = Recipe.Entry(
              address, level: 2)
          case 2: recipe.slots["body"]?.append(Recipe.Entry(text: "# W\(step)\n\n  x: [\n"))
          case 3:
            recipe.parameters["p\(Int.random(in: 0..<3, using: &dice))"] = .text("v: \(step)\n#")
          default: recipe.slots["references"]?.append(Recipe.Entry(address, children: false))
          }
        }
      }
      for comment in [
        "# Why this", "# the usual", "# What everybody", "# keep short", "# The end.",
      ] { #expect(text.contains(comment), "\(comment) in \(text)") }
    }
  }
}
