import Testing
import Workspace

struct RelativePathTests {
  static let refused: [(String, PathFailure.Fault)] = [
    ("", .empty), ("/", .absolute), ("/etc/passwd", .absolute), ("a//b", .emptyPart),
    ("a/", .emptyPart), (".", .dots), ("..", .dots), ("a/../b", .dots), ("./a", .dots),
    ("a\0b", .nul), (".git", .git), (".GIT/config", .git), ("a/.Git/hooks/x", .git),
    ("git~1/x", .git), (".git./x", .git), (".git /x", .git), (".git::$INDEX_ALLOCATION/x", .git),
    (".g\u{200C}it/x", .git), (".git/\u{301}x", .git), ("a/\u{301}/../b", .dots),
    ("a\\.git\\x", .git), (".joinery-x.tmp", .reserved),
    (String(repeating: "x", count: 256), .tooLong),
    (Array(repeating: "xxxxxxxxx", count: 500).joined(separator: "/"), .tooLong),
  ]

  @Test(arguments: refused)
  func `a path that leads elsewhere is refused`(text: String, fault: PathFailure.Fault) {
    let failure = #expect(throws: PathFailure.self) { try RelativePath(text) }
    #expect(failure?.fault == fault)
    #expect(failure?.problem.isEmpty == false)
  }

  @Test(arguments: [
    "a", "a/b.md", ".gitignore", "…/ü", "a b/c\nd", ".github/x", "...", "git", "a.git", "-x",
    String(repeating: "x", count: 255),
  ])
  func `any other path is kept as it is`(text: String) throws {
    #expect(try RelativePath(text).text == text)
  }

  @Test func `a path knows the folders it is in`() throws {
    let path = try RelativePath("a/b/c")
    #expect(path.lineage.map(\.text) == ["a/b/c", "a/b", "a"])
    #expect(path.name == "c")
    #expect(try RelativePath("a").parent == nil)
    #expect(try RelativePath("a/\u{301}b").lineage.map(\.text) == ["a/\u{301}b", "a"])
  }

  @Test func `order is by bytes`() throws {
    let paths = try ["b", "a/b", "a.b", "Z", "é"].map { try RelativePath($0) }
    #expect(paths.sorted().map(\.text) == ["Z", "a.b", "a/b", "b", "é"])
  }
}
