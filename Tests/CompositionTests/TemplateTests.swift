import Composition
import Sections
import Testing

@Suite struct TemplateTests {
  @Test(arguments: [
    ("# {{nme}}\n\n{{body}}\n", 1, "“nme” is no parameter or slot that can stand here"),
    ("a\nb {{title}}\n{{body}}\n", 2, "“title” is no parameter or slot that can stand here"),
    (
      "\n{{#nothing}}\n{{/nothing}}\n{{body}}\n", 2,
      "“nothing” is no parameter or slot that can stand here"
    ),
    ("{{body}}\nx {{name\n", 2, "“{{” without “}}” in the same line"),
    ("{{body}}\n{{#name}}\n", 3, "{{#name}} is never closed"),
    ("{{body}}\n{{/name}}\n", 2, "{{/name}} closes nothing"),
    ("text {{body}}\n", 1, "{{body}} should stand alone on its line"),
    ("{{body}}\n{{> partial}}\n", 2, "“> partial” is no parameter or slot that can stand here"),
    ("{{body}}\n{{{name}}}\n", 2, "“{name” is no parameter or slot that can stand here"),
    ("{{body}}\n{{=<% %>=}}\n", 2, "“=<% %>=” is no parameter or slot that can stand here"),
    (
      "{{body}}\n{{uppercase(name)}}\n", 2,
      "“uppercase(name)” is no parameter or slot that can stand here"
    ),
    ("{{body}}\n\u{1}1\u{2}\n", 2, "there is a control character in this line"),
  ])
  func `a wrong tag is an error that names its line`(
    text: String, line: Int, reason: String
  ) throws {
    #expect(
      throws: CompositionFailure.unreadable(
        file: "templates/t/out.md.mustache", line: line, reason: reason)
    ) { try Given.template(text: text) }
  }

  @Test(arguments: [
    (
      "  - { name: a, typ: text, help: h }", 7,
      "unknown key “typ”; known are name, type, help, required, default, choices, pattern"
    ),
    ("  - { name: a }", 7, "“help” is missing"),
    (
      "  - { name: a, type: colour, help: h }", 7,
      "“type” should be one of string, text, integer, flag, list, map"
    ),
    ("  - { name: a, help: h, pattern: '[' }", 7, "“pattern” is no regular expression"),
    (
      "  - { name: a, help: h, choices: [b], default: c }", 7,
      "“default” is not allowed: parameter “a” should be one of b, not “c”"
    ),
    ("  - { name: name, help: h }", 6, "“parameters” has the name “name” twice, or it is taken"),
  ])
  func `a wrong parameter is an error that names its line`(
    parameter: String, line: Int, reason: String
  ) throws {
    #expect(
      throws: CompositionFailure.unreadable(
        file: "templates/t/template.yaml", line: line, reason: reason)
    ) { try Given.template(text: "{{body}}\n", parameters: parameter) }
  }

  @Test func `every inline slot has exactly one place`() throws {
    for text in ["no place\n", "{{body}}\n\n{{body}}\n"] {
      let failure = #expect(throws: CompositionFailure.self) { try Given.template(text: text) }
      #expect(failure?.problem.contains("“body”, whose place is in the files") == true)
    }
  }

  @Test(arguments: [
    (
      "  - { name: n, type: integer, help: h }", Setting.text("x"),
      "parameter “n” should be a whole number, not “x”"
    ),
    (
      "  - { name: n, type: flag, help: h }", .text("yes"),
      "parameter “n” should be true or false, not “yes”"
    ),
    (
      "  - { name: n, help: h, pattern: '[a-z]+' }", .text("A"),
      "parameter “n” does not match [a-z]+: “A”"
    ),
    (
      "  - { name: n, help: h }", .text("a\nb"),
      "parameter “n” has a line break or control character in it"
    ),
    (
      "  - { name: n, type: text, help: h }", .text("a\u{1}b"),
      "parameter “n” has a control character in it"
    ),
    ("  - { name: n, help: h }", .list(["a"]), "parameter “n” should be one value, not a list"),
    (
      "  - { name: n, help: for this, required: true }", .text(""),
      "parameter “n” is missing: for this"
    ),
  ])
  func `a wrong value is refused`(parameter: String, setting: Setting, problem: String) throws {
    let template = try Given.template(text: "{{body}}\n", parameters: parameter)
    let failure = #expect(throws: CompositionFailure.self) {
      try Given.composed(template) { $0.parameters["n"] = setting }
    }
    #expect(failure?.problem == problem)
  }

  @Test(arguments: [
    ("plain words", "plain words", "\"plain words\""), ("a: b", "\"a: b\"", "\"a: b\""),
    ("true", "\"true\"", "\"true\""), ("12", "\"12\"", "\"12\""),
    ("- x", "\"- x\"", "\"- x\""), ("say \"hi\" \\", "say \"hi\" \\", "\"say \\\"hi\\\" \\\\\""),
    ("a #b", "\"a #b\"", "\"a #b\""), ("2026-01-01", "\"2026-01-01\"", "\"2026-01-01\""),
    ("no", "\"no\"", "\"no\""), ("[x]", "\"[x]\"", "\"[x]\""),
  ])
  func `values are quoted for YAML and JSON`(text: String, yaml: String, json: String) throws {
    let template = try Given.template(text: "{{yaml.name}}\n{{json.name}}\n{{body}}\n")
    let composed = try Given.composed(template) { $0.parameters["name"] = .text(text) }
    #expect(try composed.text("out.md") == "\(yaml)\n\(json)\n")
  }

  @Test func `sections of Mustache repeat over lists and follow flags`() throws {
    let template = try Given.template(
      text: "{{#words}}\n- {{.}}\n{{/words}}\n{{#on}}on{{/on}}{{^on}}off{{/on}}\n{{body}}\n",
      parameters: """
          - { name: words, type: list, help: h }
          - { name: on, type: flag, help: h, default: false }
        """)
    let composed = try Given.composed(template) { $0.parameters["words"] = .list(["a", "b"]) }
    #expect(try composed.text("out.md") == "- a\n- b\noff\n")
    let origins = composed.files[0].draft.spans.map(\.origin)
    #expect(
      origins
        == [2, 2, 4].map { .template(file: "templates/t/out.md.mustache", line: $0) }
        .reduced)
  }

  @Test(arguments: ["../x", "/x", "a//b", "a/./b", "a\\b", ""])
  func `a path that leaves the component is refused`(path: String) throws {
    let template = try Given.template(
      text: "{{body}}\n",
      slot: "  - { name: more, help: h, lands: asset, path: 'x/{{name}}' }")
    let part = try Given.part("a.md#x", [1])
    #expect(throws: CompositionFailure.badPath("x/\(path)", in: "slot “more”")) {
      try Given.composed(template, part) { recipe in
        recipe.parameters["name"] = .text(path)
        recipe.slots = ["more": recipe.slots["body", default: []]]
      }
    }
  }
}

extension [Origin] {
  /// Without repetitions in a row, as a draft joins them.
  fileprivate var reduced: [Origin] {
    reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }
}
