import Composition
import Sections
import Testing

@Suite struct FittingTests {
  private static let sizes = [400, 100, 800, 200, 100]

  private static func parts() throws -> [Part] {
    try sizes.enumerated().map { index, size in
      let text = "# H\n" + String(repeating: "x", count: size) + "\n"
      var part = try Given.section("p\(index).md#h", text)
      part.title = "Part \(index)"
      return part
    }
  }

  private static func recipe() throws -> Recipe {
    let parts = try parts()
    return Recipe(
      template: "skill", parameters: ["name": .text("n"), "description": .text("d")],
      slots: [
        "body": parts[..<4].map { Recipe.Entry($0.address) },
        "references": [Recipe.Entry(parts[4].address)],
      ])
  }

  private static func fitted(_ budget: Int) throws -> (fitted: Fitting.Fitted, tokens: Int) {
    let (template, parts) = (try Given.template("skill"), try parts())
    let fitted = try Fitting.fit(recipe(), template, parts: parts, into: budget)
    let composed = try Composer.compose(template, fitted.recipe, parts: parts)
    let text = try composed.text("SKILL.md")
    return (fitted, TokenEstimate.tokens(bytes: text.utf8.count))
  }

  @Test(arguments: [
    (1000, [], []), (300, ["p2"], []), (200, ["p2", "p3"], []), (120, ["p0", "p2", "p3"], []),
    (60, ["p0", "p1", "p2", "p3"], ["p4"]),
  ])
  func `what does not fit becomes a reference, or is left out`(
    budget: Int, moved: [String], leftOut: [String]
  ) throws {
    let (fitted, tokens) = try Self.fitted(budget)
    #expect(tokens <= budget)
    #expect(fitted.moved.map(\.path) == moved.map { "\($0).md" })
    #expect(fitted.leftOut.map(\.path) == leftOut.map { "\($0).md" })
    #expect(try Self.fitted(budget).fitted == fitted)
  }

  @Test(arguments: 10..<420)
  func `every budget is kept, and no section is in two places`(budget: Int) throws {
    do {
      let (fitted, tokens) = try Self.fitted(budget)
      #expect(tokens <= budget)
      let places = fitted.recipe.slots.values.flatMap { $0 }.map(\.address.text)
      #expect(
        (places + fitted.leftOut.map(\.text)).sorted() == (0..<5).map { "p\($0).md#h" })
    } catch let failure as CompositionFailure {
      guard case .overBudget(let tokens, budget) = failure else { throw failure }
      #expect(tokens > budget)
    }
  }

  @Test func `a budget that is just enough moves nothing`() throws {
    // A link to the second would be longer than its text.
    let name = String(repeating: "Long ", count: 20)
    let parts = try [("A", 400), (name, 4)].enumerated().map { index, part in
      var made = try Given.section(
        "p\(index).md#h", "# H\n" + String(repeating: "x", count: part.1) + "\n")
      made.title = part.0
      return made
    }
    let recipe = Recipe(
      template: "skill", parameters: ["name": .text("n"), "description": .text("d")],
      slots: ["body": parts.map { Recipe.Entry($0.address) }])
    let template = try Given.template("skill")
    let text = try Composer.compose(template, recipe, parts: parts).text("SKILL.md")
    let tokens = TokenEstimate.tokens(bytes: text.utf8.count)
    func fitted(_ budget: Int) throws -> Fitting.Fitted {
      try Fitting.fit(recipe, template, parts: parts, into: budget)
    }
    let enough = try fitted(tokens)
    #expect(enough.recipe == recipe && enough.moved.isEmpty && enough.leftOut.isEmpty)
    #expect(try !fitted(tokens - 1).moved.isEmpty)
  }

  @Test func `slots of a higher priority keep their sections longer`() throws {
    let yaml = """
      name: t
      kind: skill
      description: for tests
      root: skills/t
      slots:
        - { name: a, help: a }
        - { name: b, help: b, priority: 1 }
        - { name: refs, help: r, lands: reference, path: "{{slug}}.md" }
      files:
        - { path: SKILL.md, from: out.mustache }
      """
    let text = "# T\n\n{{a}}\n\n{{b}}\n\n{{#refs}}\n- {{link}}\n{{/refs}}\n"
    let template = try Template(
      files: ["template.yaml": Array(yaml.utf8), "out.mustache": Array(text.utf8)], folder: "t")
    let parts = try Self.parts()
    let recipe = Recipe(
      template: "t",
      slots: ["a": [Recipe.Entry(parts[0].address)], "b": [Recipe.Entry(parts[3].address)]])
    let fitted = try Fitting.fit(recipe, template, parts: parts, into: 130)
    #expect(fitted.moved.map(\.text) == ["p0.md#h"])
    #expect(fitted.recipe.slots["b"]?.count == 1)
  }

  @Test func `a recipe keeps its budget`() throws {
    var recipe = try Self.recipe()
    recipe.budget = 500
    #expect(try Recipe(Array(recipe.text.utf8), file: "r.yaml") == recipe)
    #expect(throws: CompositionFailure.self) {
      try Recipe(Array("template: t\nbudget: 0\n".utf8), file: "r.yaml")
    }
  }
}
