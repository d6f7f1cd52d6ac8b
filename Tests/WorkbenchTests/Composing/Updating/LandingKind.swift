/// A file of a composed skill other than its text, with two places in it that may be changed, and
/// what it is composed of.
///
/// How the file looks is told here once more, and not read off the program.
struct LandingKind: CustomStringConvertible, Sendable {
  let description: String
  /// The file in the skill.
  let path: String
  /// The file of the library that it is composed of, and its text.
  var source = "notes.md"
  let sourceText: @Sendable (Places) -> String
  /// The lines of the recipe below `slots:`.
  let entry: String
  /// The composed file of the skill called `name`.
  let composed: @Sendable (_ name: String, Places) -> String
  /// What the description in the recipe says.
  var setting: @Sendable (Places) -> String = { _ in "Does it. Use it." }
  /// Whether the file is there without the entry.
  var isEntry = false

  /// What stands in the two places, and what the author added at the end.
  struct Places: Equatable, Sendable {
    var first = "one thing"
    var second = "another thing"
    var added = ""
  }

  private static func text(_ places: Places) -> String {
    "It says \(places.first).\n\nBetween them.\n\nIt says \(places.second).\n\nThe end.\n"
  }

  private static func code(_ places: Places) -> String {
    "def run(x):\n    first = \"\(places.first)\"\n    x += first\n    x += first\n"
      + "    x += first\n    return x + \"\(places.second)\"\n"
  }

  private static func block(_ places: Places) -> String {
    "```sh\necho \(places.first)\n```\n\n```sh\necho \(places.second)\n```\n"
  }

  private static func header(_ name: String, _ description: String) -> String {
    "---\nname: \(name)\ndescription: \(description)\n---\n\n# \(name)\n\n"
  }

  private static let files = [
    LandingKind(
      description: "reference", path: "references/notes.md",
      sourceText: { "# Top\n\n## Notes\n\n\(text($0))\n## Other\n\nOther.\n" },
      entry: "  references:\n    - files/notes.md#notes\n",
      composed: { "# Notes\n\n\(text($1))\($1.added)" }),
    LandingKind(
      description: "script", path: "scripts/NAME.py", source: "tool.py",
      sourceText: { "import os\n\n\n\(code($0))\n\ndef other():\n    return os\n" },
      entry: "  scripts:\n    - files/tool.py#run\n",
      composed: { "#!/usr/bin/env python3\n\n\(code($1))\($1.added)" }),
    LandingKind(
      description: "asset", path: "assets/plain.txt", source: "plain.txt",
      sourceText: { text($0) }, entry: "  assets:\n    - files/plain.txt\n",
      composed: { "\(text($1))\($1.added)" }),
  ]
  private static let inText = [
    LandingKind(
      description: "frontmatter", path: "SKILL.md",
      sourceText: { "# Top\n\n## Notes\n\nIt says \($0.second).\n" },
      entry: "  body:\n    - files/notes.md#notes\n",
      composed: {
        header($0, "Does \($1.first). Use it.") + "## Notes\n\nIt says \($1.second).\n\($1.added)"
      }, setting: { "Does \($0.first). Use it." }, isEntry: true),
    LandingKind(
      description: "code alone", path: "SKILL.md",
      sourceText: { "# Top\n\n## Notes\n\nText.\n\n\(block($0))\nMore.\n" },
      entry: "  body:\n    - section: files/notes.md#notes\n      only: [code]\n",
      composed: { header($0, "Does it. Use it.") + "\(block($1))\($1.added)" }, isEntry: true),
  ]
  static let all = files + inText
}

/// A change of such a file, by its author or by what it is composed of.
struct LandingChange: CustomStringConvertible, Sendable {
  let description: String
  var apply: @Sendable (inout LandingKind.Places) -> Void = { _ in }
  /// Whether the file goes.
  var removes = false

  static let authors = [
    LandingChange(description: "nothing"),
    LandingChange(description: "edits the first") { $0.first = "mine" },
    LandingChange(description: "edits the second") { $0.second = "my own" },
    LandingChange(description: "makes the same edit") { $0.first = "theirs" },
    LandingChange(description: "edits both") { ($0.first, $0.second) = ("mine", "my own") },
    LandingChange(description: "adds at the end") { $0.added = "\n# mine at the end\n" },
    LandingChange(description: "removes", removes: true),
  ]
  static let sources = [
    LandingChange(description: "nothing"),
    LandingChange(description: "edits the first") { $0.first = "theirs" },
    LandingChange(description: "edits the second") { $0.second = "their own" },
    LandingChange(description: "edits both") { ($0.first, $0.second) = ("theirs", "their own") },
    LandingChange(description: "is taken out", removes: true),
  ]
}

extension LandingKind.Places {
  /// What the two make of `base` together; nil where one place was changed in two ways.
  static func merged(_ base: Self, _ ours: Self, _ theirs: Self) -> Self? {
    func choice(_ place: KeyPath<Self, String>) -> String? {
      let (old, one, other) = (base[keyPath: place], ours[keyPath: place], theirs[keyPath: place])
      if one == other || other == old { return one }
      return one == old ? other : nil
    }
    guard let first = choice(\.first), let second = choice(\.second), let added = choice(\.added)
    else { return nil }
    return Self(first: first, second: second, added: added)
  }
}
