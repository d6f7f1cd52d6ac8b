import Composition
import MarkdownParser
import Sections
import Testing

/// Links of composed text, without a library: what the pure part does.
@Suite struct LinkingTests {
  /// What a recipe of the whole of `files` makes, and how often each is in it.
  private func linked(_ files: [(path: String, text: String)]) async throws -> Composed {
    let registry = ParserRegistry([MarkdownParser()])
    let template = try Given.template(text: "# Usage\n\n{{body}}\n")
    var (recipe, parts) = (Recipe(template: "t"), [Part]())
    for (path, text) in files {
      let reading = await registry.read(Source(path: path, text: text))
      parts.append(Part(address: try Address(path), whole: reading))
      recipe.slots["body", default: []].append(Recipe.Entry(try Address(path)))
    }
    let composed = try Composer.compose(template, recipe, parts: parts)
    let source = Source(path: composed.files[0].path, bytes: composed.files[0].draft.bytes)
    let outline = await registry.read(source).outline
    return try Linking(composed, parts: parts, outlines: [source.path: outline]).linked(Company())
  }

  @Test(arguments: [
    (
      "## Usage\n[a](#usage) [b](#usage-1)\n## Usage\n",
      "## Usage\n[a](#usage-1) [b](#usage-2)\n## Usage\n"
    ),
    ("Usage\n==\n\n[a](#Usage)\n", "## Usage\n\n[a](#usage-1)\n"),
    (
      "# *Use* `it` #\n[a][x]\n\n[x]: <#use-it> 't'\n",
      "## *Use* `it` #\n[a][x]\n\n[x]: <#use-it> 't'\n"
    ),
    (
      "# usage-1\n[a](#usage-1)\n# Usage\n[b](#usage)\n",
      "## usage-1\n[a](#usage-1)\n## Usage\n[b](#usage-2)\n"
    ),
    (
      "# Usage\n`[a](#usage)` <!-- [a](#usage) --> \\[a](#usage)\n",
      "## Usage\n`[a](#usage)` <!-- [a](#usage) --> \\[a](#usage)\n"
    ),
    ("# Straße [x](y.md)\n[a](#stra%C3%9Fe-x)\n", "## Straße [x](y.md)\n[a](#stra%C3%9Fe-x)\n"),
  ])
  func `anchors are what the renderer makes of all headings`(
    text: String, expected: String
  ) async throws {
    let composed = try await linked([("a.md", text)])
    #expect(try composed.text("out.md") == "# Usage\n\n\(expected)")
  }

  @Test func `every byte keeps an origin, and a placement its bytes`() async throws {
    let composed = try await linked([
      ("a.md", "# Usage\n[a](#usage) [b](b.md#usage)\n"), ("b.md", "# Usage\n[c](#usage) end\n"),
    ])
    let file = composed.files[0]
    #expect(
      file.draft.text
        == "# Usage\n\n## Usage\n[a](#usage-1) [b](b.md#usage)\n\n## Usage\n[c](#usage-2) end\n")
    let texts = file.placements.map { String(decoding: file.draft.bytes[$0.range], as: UTF8.self) }
    #expect(texts.map { $0.suffix(6) } == ["sage)\n", ") end\n"])
    #expect(file.draft.spans.map(\.range.count).reduce(0, +) == file.draft.bytes.count)
    #expect(
      zip(file.draft.spans, file.draft.spans.dropFirst())
        .allSatisfy { $0.range.upperBound == $1.range.lowerBound })
    #expect(composed.unresolved.map(\.what) == ["b.md#usage"])
  }

  @Test func `a label that another section defines is told`() async throws {
    let composed = try await linked([("a.md", "# A\n\n[r]: #a\n"), ("b.md", "# B\nsee [r]\n")])
    #expect(composed.unresolved.map(\.path) == ["skills/t/out.md"])
    #expect(try composed.text("out.md").hasSuffix("## A\n\n[r]: #a\n\n## B\nsee [r]\n"))
  }
}
