import Sections
import Testing
import Workspace

struct SectionMergeTests {
  private static let base = "# A\na\n\n# B\nb\n\n# C\nc\n"

  private func reasons(_ merged: SectionMerge) -> [String] {
    merged.conflicts.map { "\($0.fragment): \($0.reason.rawValue)" }
  }

  @Test func `what only one side changed is taken as it is`() async throws {
    let edited = "# A\r\na2\n\n# C\nc\n"
    #expect(try await merge(Self.base, Self.base, edited).text == edited)
    #expect(try await merge(Self.base, edited, Self.base).text == edited)
    #expect(try await merge(Self.base, edited, edited).text == edited)
  }

  // MARK: Markdown

  @Test func `the same section added on both sides is added once, also at two places`() async throws
  {
    let new = "# N\nn\n\n"
    let first = new + Self.base
    let last = Self.base + "\n# N\nn\n"
    #expect(try await merge(Self.base, first, last).text == first)
    #expect(try await merge(Self.base, last, first).text == last)
  }

  @Test func `a section of one name added twice differently is at odds`() async throws {
    let merged = try await merge(Self.base, "# N\nn\n\n" + Self.base, Self.base + "\n# N\nm\n")
    #expect(reasons(merged) == ["n: added twice differently"])
  }

  @Test func `a section moved below another keeps the edit of the other side`() async throws {
    let base = "# A\na\n\n# B\nb\n\n## D\nd\n\n# C\nc\n"
    let moved = "# A\na\n\n## D\nd\n\n# B\nb\n\n# C\nc\n"
    let edited = "# A\na\n\n# B\nb\n\n## D\nd2\n\n# C\nc\n"
    let both = "# A\na\n\n## D\nd2\n\n# B\nb\n\n# C\nc\n"
    #expect(try await merge(base, moved, edited).text == both)
    #expect(try await merge(base, edited, moved).text == both)
  }

  @Test func `a section moved to two parents is at odds`() async throws {
    let (a, b) = ("# A\nOne and a half.\n", "# B\nTwo and a quarter.\n")
    let (c, d) = ("# C\nThree, or nearly so.\n", "## D\nThe one that moves.\n")
    let merged = try await merge(
      [a, b, c, d].joined(separator: "\n"), [a, d, b, c].joined(separator: "\n"),
      [a, b, d, c].joined(separator: "\n"))
    #expect(reasons(merged) == ["d: moved to two places"])
  }

  @Test func `a section removed on one side that got a section inside on the other is at odds`()
    async throws
  {
    let ours = "# A\na\n\n# C\nc\n"
    let theirs = "# A\na\n\n# B\nb\n\n## N\nn\n\n# C\nc\n"
    let merged = try await merge(Self.base, ours, theirs)
    #expect(reasons(merged) == ["b: removed in ours, edited in theirs"])
    #expect(merged.text.contains("=======\n# B\nb\n\n## N\nn\n>>>>>>> theirs\n"))
  }

  @Test func `code blocks belong to the text around them`() async throws {
    let base = "# A\na\n\n```sh\nmake\n```\n\nb\n"
    let ours = base.replacing("make", with: "make all")
    let theirs = base.replacing("\nb\n", with: "\nb2\n")
    let both = ours.replacing("\nb\n", with: "\nb2\n")
    #expect(try await merge(base, ours, theirs).text == both)
  }

  @Test func `sections say who changed them`() async throws {
    let merged = try await merge(
      Self.base, "# A\na2\n\n# C\nc2\nd\n", "# A\na2\n\n# B\nb\n\n# C two\nc\nd\n\n# N\nn\n")
    let found = merged.sections.map { "\($0.title): \($0.origin.rawValue)" }
    #expect(found == ["A: both", "B: ours", "C: merged", "N: theirs"])
  }

  // MARK: Frontmatter

  private func frontmatter(_ keys: String...) -> String {
    "---\n\(keys.map { $0 + "\n" }.joined())---\n# A\na\n"
  }

  @Test func `frontmatter is merged by key, and other keys stay`() async throws {
    let base = frontmatter("name: a", "description: b", "x-own: {c: 1}")
    let ours = frontmatter("name: a2", "description: b", "x-own: {c: 1}", "license: MIT")
    let theirs = frontmatter("name: a", "description: b2", "x-own: {c: 1}", "model: d")
    let both = frontmatter(
      "name: a2", "description: b2", "x-own: {c: 1}", "license: MIT", "model: d")
    let merged = try await merge(base, ours, theirs)
    #expect(merged.text == both)
    #expect(merged.sections.map(\.title) == ["name", "description", "license", "model"])
  }

  @Test func `a key with two new values is at odds, and no other`() async throws {
    let base = frontmatter("name: a", "description: b")
    let merged = try await merge(
      base, frontmatter("name: a2", "description: b2"), frontmatter("name: a3", "description: b"))
    #expect(reasons(merged) == ["frontmatter: edited on both sides"])
    #expect(merged.conflicts.map(\.title) == ["name"])
    #expect(merged.text.contains(">>>>>>> theirs\ndescription: b2\n---\n"))
  }

  @Test func `keys take their comments and lists along when they move`() async throws {
    let list = "tools:\n# both\n- a\n- b"
    let merged = try await merge(
      frontmatter("name: a", list, "model: d"), frontmatter(list, "name: a", "model: d"),
      frontmatter("name: a2", list + "\n- c", "model: d"))
    #expect(merged.text == frontmatter(list + "\n- c", "name: a2", "model: d"))
  }

  // MARK: Code and configuration

  @Test func `keys of JSON added on both sides get commas`() async throws {
    let merged = try await merge(
      "{\n  \"a\": 1\n}\n", "{\n  \"a\": 1,\n  \"b\": 2\n}\n", "{\n  \"a\": 1,\n  \"c\": 3\n}\n",
      "a.json")
    #expect(merged.text == "{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3\n}\n")
  }

  @Test func `keys on one line are merged apart, and stay on it`() async throws {
    let merged = try await merge(
      "{\"a\": 1, \"b\": 2}", "{\"a\": 3, \"b\": 2, \"c\": 4}", "{\"a\": 1, \"b\": 5, \"d\": 6}",
      "a.json")
    #expect(merged.text == "{\"a\": 3, \"b\": 5, \"c\": 4, \"d\": 6}")
  }

  @Test func `the last key of JSON moves to the front, and the other side's edit with it`()
    async throws
  {
    let merged = try await merge(
      "{\n  \"a\": 1,\n  \"b\": 2\n}\n", "{\n  \"b\": 2,\n  \"a\": 1\n}\n",
      "{\n  \"a\": 1,\n  \"b\": 3,\n  \"c\": 4\n}\n", "a.json")
    #expect(merged.text == "{\n  \"b\": 3,\n  \"c\": 4,\n  \"a\": 1\n}\n")
  }

  @Test func `a comment after a comma is not cut from its key`() async throws {
    let merged = try await merge(
      "{\n  \"a\": 1 // one\n}\n", "{\n  \"a\": 1, // one\n  \"b\": 2\n}\n",
      "{\n  \"a\": 1, // one\n  \"c\": 3\n}\n", "a.json")
    #expect(reasons(merged) == [": the file changed on both sides"])
  }

  @Test func `members added on both sides stay inside the braces`() async throws {
    let class0 = "class A {\n}\n\nfunction f() {}\n"
    let class1 = "class A {\n  b() {}\n}\n\nfunction f() {}\n"
    let class2 = "class A {\n  c() {}\n}\n\nfunction f() {}\n"
    let both = "class A {\n  b() {}\n  c() {}\n}\n\nfunction f() {}\n"
    #expect(try await merge(class0, class1, class2, "a.js").text == both)
    #expect(try await merge(both, class1, class2, "a.js").text == class0)
  }

  // MARK: What has no sections

  @Test func `a binary file that both changed is at odds, and stays`() async throws {
    let merged = try await merge("\0a", "\0b", "\0c", "a.bin")
    #expect(merged.text == "\0b")
    #expect(merged.conflicts.map(\.kind) == [.binary])
  }

  @Test func `a file without an outline is merged by lines`() async throws {
    #expect(try await merge("a\nb\nc\n", "a2\nb\nc\n", "a\nb\nc2\n", "a").text == "a2\nb\nc2\n")
    #expect(
      reasons(try await merge("a\n", "b\n", "c\n", "a")) == [": the file changed on both sides"])
  }

  @Test func `a file of mixed line ends is left as it is`() async throws {
    let base = "# A\r\na\n\n# B\nb\n\n# C\nc\n"
    let merged = try await merge(
      base, base.replacing("a\n", with: "a2\n"), base.replacing("c\n", with: "c2\n"))
    #expect(merged.text == "# A\r\na2\n\n# B\nb\n\n# C\nc2\n")
  }

  @Test func `many sections merge`() async throws {
    let titles = (0..<5000).map { "# Title \($0)\n\nText of \($0).\n" }
    let base = titles.joined(separator: "\n")
    let ours = (titles[100...] + titles[..<100]).joined(separator: "\n")
    let theirs = base.replacing("Text of 50.", with: "Other text.")
    let merged = try await merge(base, ours, theirs)
    #expect(merged.text == ours.replacing("Text of 50.", with: "Other text."))
  }
}
