import Examples
import Testing
import Workspace

/// What a file may be called.
struct NameTests {
  @Test(arguments: [
    ("con", PathFailure.Fault.device), ("skills/AUX/SKILL.md", .device), ("nul.txt", .device),
    ("Com1.tar.gz", .device), ("lpt¹", .device), ("CONIN$", .device), ("prn .md", .device),
    ("a./b", .ending), ("a /b", .ending), ("...", .ending), ("a?", .character),
    ("file.md:stream", .character), (#"..\..\x"#, .character), ("<a>", .character),
    ("a|b", .character), (#"say "hi""#, .character), ("*", .character), ("a\nb", .control),
    ("a\u{1B}[31mb", .control), ("a\u{7F}", .control),
  ])
  func `a name that some system cannot hold is refused, and the fault is named`(
    text: String, fault: PathFailure.Fault
  ) throws {
    let path = try RelativePath(text)
    let failure = #expect(throws: PathFailure.self) { try path.expectPortable() }
    #expect(failure?.fault == fault)
    #expect(failure?.hint?.contains("another") == true)
  }

  @Test(arguments: [
    "-x", ".hidden", "a b/c.d", "…/ü", "console", "com10", "auxiliary.md", "nullable", "日本語.md",
    "~", "#a", "a'b", "a;b", "$HOME", String(repeating: "é", count: 127) + "x",
  ])
  func `a name that is merely odd is allowed`(text: String) throws {
    try RelativePath(text).expectPortable()
  }

  @Test func `a new file is refused, one that is there may be written`() async throws {
    let scratch = try Scratch()
    let workspace = try Workspace(root: scratch.path)
    let (odd, good) = (try RelativePath("what?.md"), try RelativePath("good.md"))
    let content = FileContent(bytes: [1])
    let failure = await #expect(throws: PathFailure.self) {
      try await workspace.save([Workspace.Save(content, to: good), .init(content, to: odd)])
    }
    #expect(failure?.path == "what?.md" && failure?.fault == .character)
    #expect(scratch.read("good.md") == nil)
    try scratch.write("mine", to: "what?.md")
    #expect(try await workspace.save(content, to: odd, force: true))
  }

  @Test(arguments: [
    ("skill.md", "SKILL.md"), ("a/b.md", "A/B.md"), ("caf\u{E9}", "cafe\u{301}"),
    ("CAF\u{C9}", "cafe\u{301}"), ("straße", "STRASSE"), ("σας", "ΣΑΣ"), ("a\u{200D}b", "ab"),
    ("file\u{FE0F}", "file"), ("a", "A/b"), ("\u{212A}", "k"), ("ﬁ", "FI"),
  ])
  func `twins are found`(one: String, other: String) throws {
    let paths = try [one, "between", other, "z"].map { try RelativePath($0) }
    let found = Twins.find(in: paths)
    #expect(found.count == 1)
    #expect(
      try found.first.map { Set([$0.one, $0.other]) } == Set([one, other].map(RelativePath.init)))
    #expect(Twins.find(in: paths.reversed()) == found)
  }

  @Test func `paths that every system tells apart are no twins`() throws {
    let texts = ["a", "b", "a.md", "ab", "a b", "e", "é", "o", "ø", "skills/a/x", "skills/b/x"]
    #expect(Twins.find(in: try texts.map { try RelativePath($0) }).isEmpty)
  }

  @Test func `of three that are one, two pairs are told`() throws {
    let found = Twins.find(in: try ["x", "READ", "read", "Read"].map { try RelativePath($0) })
    #expect(found.map { "\($0.one) \($0.other)" } == ["READ Read", "READ read"])
  }
}
