import Composition
import Foundation
import Sections
import Testing

@Suite struct ShippedTemplateTests {
  /// What each template needs to be told: the least, and everything.
  static let settings: [(String, least: [String: Setting], most: [String: Setting])] = [
    (
      "skill", [:],
      [
        "title": .text("A & B: \"c\""), "intro": .text("One.\n\nTwo.\n"), "license": .text("MIT"),
        "compatibility": .text("git: 2 or later"), "allowed-tools": .text("Read Bash(git:*)"),
      ]
    ),
    (
      "command", [:],
      [
        "argument-hint": .text("[file] [line]"), "allowed-tools": .text("Read, Bash(git diff:*)"),
        "model": .text("sonnet"), "prompt": .text("Look at $1."),
      ]
    ),
    (
      "agent", ["role": .text("You review.")],
      ["tools": .text("Read, Grep"), "model": .text("opus"), "role": .text("You: a reviewer")]
    ),
    (
      "hook", ["event": .text("PreToolUse")],
      ["event": .text("Stop"), "matcher": .text("Bash|\"x\""), "timeout": .text("5")]
    ),
    (
      "plugin", [:],
      [
        "version": .text("1.2.3-rc.1"), "author": .text("A \"B\""), "license": .text("MIT"),
        "keywords": .list(["a", "b: c"]),
      ]
    ),
    (
      "output-style", ["intro": .text("Be brief.")],
      [
        "title": .text("Brief: very"), "keep-coding-instructions": .text("false"),
        "intro": .text("Be\nbrief."),
      ]
    ),
  ]

  @Test(arguments: settings.indices)
  func `what a shipped template makes is valid`(index: Int) throws {
    let (name, least, most) = Self.settings[index]
    let template = try Given.template(name)
    #expect(template.name == name && template.kind.rawValue == name)
    for settings in [least, most] {
      for isFull in [false, true] {
        let composed = try compose(template, settings, isFull: isFull)
        for profile in Profile.allCases {
          let findings = Validation.findings(
            template.kind, entry: composed.entry, files: composed.bytes, profile: profile)
          #expect(findings == [], "\(name) \(profile)")
        }
        for file in composed.files {
          let text = String(decoding: file.draft.bytes, as: UTF8.self)
          #expect(!text.contains("\n\n\n") && !text.contains("{{"), "\(file.path):\n\(text)")
        }
      }
    }
  }

  private func compose(
    _ template: Template, _ settings: [String: Setting], isFull: Bool
  ) throws -> Composed {
    var recipe = Recipe(template: template.name, parameters: settings)
    recipe.parameters["name"] = .text("made-here")
    recipe.parameters["description"] = .text("What it does: \"things\" #1")
    var parts: [Part] = []
    for slot in template.slots where isFull || slot.count.lowerBound > 0 {
      let part =
        slot.takes(.heading)
        ? try Given.section("a.md#\(slot.name)", "# \(slot.name)\ntext\n")
        : try Given.function("a.sh#\(slot.name)", "\(slot.name)() {\n  :\n}\n")
      var fitting = part
      if !slot.takes(part.kind) { fitting.kind = .text }
      parts.append(fitting)
      recipe.slots[slot.name] = [Recipe.Entry(part.address)]
    }
    return try Composer.compose(template, recipe, parts: parts)
  }

  @Test func `every folder of templates is known here`() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Given.templates.path())
      .filter { name in
        FileManager.default.fileExists(
          atPath: Given.templates.appending(path: "\(name)/template.yaml").path())
      }
    #expect(folders.sorted() == Self.settings.map(\.0).sorted())
  }
}
