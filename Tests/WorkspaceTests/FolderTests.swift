import Examples
import Testing
import Workspace

struct FolderTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private func path(_ text: String) throws -> RelativePath { try RelativePath(text) }

  @Test func `what is written is read, folders and mode included`() throws {
    let folder = try Folder(scratch.path)
    let content = FileContent(bytes: [0, 0xFF, 0x0D, 0x0A], isExecutable: true)
    try folder.write(content, to: path("a/b/run"))
    #expect(try folder.read(path("a/b/run")) == content)
    #expect(scratch.read("a/b/run") == content.bytes)
    #expect(try scratch.run("stat", "-c", "%a", "a/b/run") == "755\n")
    #expect(try folder.read(path("a/none")) == nil)
    #expect(try folder.read(path("no/such")) == nil)
    #expect(try scratch.run("find", ".", "-name", ".joinery*") == "")
  }

  @Test(arguments: [("640", true, "750"), ("755", false, "644"), ("600", false, "600")])
  func `permissions stay, but for who may run it`(
    before: String, executable: Bool, after: String
  ) throws {
    let folder = try Folder(scratch.path)
    try scratch.write("old", to: "file")
    try scratch.run("chmod", before, "file")
    try folder.write(FileContent(bytes: [1], isExecutable: executable), to: path("file"))
    #expect(try scratch.run("stat", "-c", "%a", "file") == after + "\n")
  }

  @Test func `a link is neither read nor written through, at any step`() throws {
    let outside = try Scratch()
    try outside.write("theirs", to: "file")
    try scratch.run("ln", "-s", outside.path, "folder")
    try scratch.run("ln", "-s", outside.path + "/file", "file")
    try scratch.run("ln", "-s", "nowhere", "dangling")
    let folder = try Folder(scratch.path)
    for text in ["folder/file", "folder/new/x", "file", "dangling"] {
      let path = try path(text)
      #expect(throws: FileFailure.self) { _ = try folder.read(path) }
      #expect(throws: FileFailure.self) { try folder.write(FileContent(bytes: [1]), to: path) }
      #expect(throws: FileFailure.self) { try folder.remove(path) }
    }
    #expect(outside.text("file") == "theirs")
    #expect(try outside.run("ls") == "file\n")
  }

  @Test func `a folder, a pipe and a file in the way are told`() throws {
    try scratch.write("", to: "folder/file")
    try scratch.run("mkfifo", "pipe")
    let folder = try Folder(scratch.path)
    #expect(throws: FileFailure.notAFile(scratch.path + "/folder")) {
      _ = try folder.read(path("folder"))
    }
    #expect(throws: FileFailure.notAFile(scratch.path + "/pipe")) {
      _ = try folder.read(path("pipe"))
    }
    #expect(throws: FileFailure.self) {
      try folder.write(FileContent(bytes: []), to: path("folder/file/x"))
    }
  }

  @Test func `a write that is no longer expected leaves what is there, and nothing beside it`()
    throws
  {
    try scratch.write("theirs", to: "file")
    let folder = try Folder(scratch.path)
    #expect(throws: FileFailure.changed(scratch.path + "/file")) {
      try folder.write(FileContent(bytes: [1]), to: path("file")) { $0 == nil }
    }
    #expect(throws: FileFailure.changed(scratch.path + "/file")) {
      try folder.remove(path("file")) { _ in false }
    }
    #expect(scratch.text("file") == "theirs")
    #expect(try scratch.run("ls", "-A") == "file\n")
  }

  @Test func `a listing has every file, and says what it left out`() throws {
    for file in ["a", "b/c", "b/d/e", ".git/x", "nested/.git/x", "nested/y", ".joinery-1.tmp"] {
      try scratch.write("x", to: file)
    }
    try scratch.run("ln", "-s", "b", "link")
    let listing = try Folder(scratch.path).list { path, _ in path.text != "b/d" }
    #expect(listing.files.keys.map(\.text).sorted() == ["a", "b/c"])
    #expect(listing.others == ["link"])
  }

  @Test func `only empty folders are removed`() throws {
    let folder = try Folder(scratch.path)
    try scratch.write("", to: "a/keep")
    try scratch.write("", to: "a/b/c/file")
    try folder.remove(path("a/b/c/file"))
    try folder.removeEmptyFolders(around: path("a/b/c/file"))
    #expect(try scratch.run("find", ".", "-mindepth", "1") == "./a\n./a/keep\n")
  }

  @Test(arguments: [ErrorCode.noSpace, .io], Effect.allCases)
  func `whatever fails, the path holds the old bytes or the new`(
    code: ErrorCode, effect: Effect
  ) throws {
    try scratch.write("old", to: "file")
    let folder = try Folder(
      scratch.path, hazard: Hazard { $0 == effect ? code.rawValue : 0 })
    try? folder.write(FileContent(bytes: Array("new".utf8)), to: path("file"))
    try? folder.write(FileContent(bytes: Array("new".utf8)), to: path("deep/file"))
    #expect(["old", "new"].contains(scratch.text("file")))
    #expect([nil, "new"].contains(scratch.text("deep/file")))
  }

  enum ErrorCode: Int32, Sendable { case io = 5, noSpace = 28 }
}
