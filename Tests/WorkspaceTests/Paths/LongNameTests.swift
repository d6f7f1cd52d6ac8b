import Examples
import Testing
import Workspace

/// The longest names and paths there are, and names that are spelled alike.
struct LongNameTests {
  let site: Site
  init() throws { site = try Site() }

  @Test func `a name of 255 bytes is deployed, updated and removed`() async throws {
    let name = "commands/" + String(repeating: "n", count: 252) + ".md"
    for text in ["one", "two"] {
      try site.scratch.write(text, to: "workspace/" + name)
      #expect(try await site.deploy().skipped.isEmpty)
      #expect(site.scratch.text("target/" + name) == text)
    }
    try site.scratch.run("rm", "workspace/" + name)
    #expect(try await site.deploy().skipped.isEmpty)
    #expect(try site.deployed() == Site.first)
  }

  @Test func `a path of 4,096 bytes is written, read, listed and removed`() throws {
    let text = Array(repeating: String(repeating: "p", count: 240), count: 17)
      .joined(separator: "/")
    let path = try RelativePath(text)
    #expect(text.utf8.count == 4096)
    let folder = try Folder(site.scratch.path + "/deep", making: true)
    for byte: UInt8 in 1...2 {
      try folder.write(FileContent(bytes: [byte]), to: path) { $0?.bytes != [byte] }
      #expect(try folder.read(path)?.bytes == [byte])
    }
    #expect(Array(try folder.list().files.keys) == [path])
    try folder.remove(path) { $0.bytes == [2] }
    try folder.removeEmptyFolders(around: path)
    #expect(try site.scratch.run("ls", "-A", "deep") == "")
  }

  @Test(arguments: [
    (#"skills/caf\303\251.md"#, #"skills/cafe\314\201.md"#), ("commands/hi2.md", "commands/HI2.md"),
    ("agents/a", "Agents/A/b"),
  ])
  func `twins are refused, and the other files are deployed`(one: String, other: String)
    async throws
  {
    for name in [one, other] {
      try site.scratch.run(
        "sh", "-c",
        "cd workspace && f=\"$(printf '\(name)')\" && mkdir -p \"${f%/*}\" && echo \"$f\" > \"$f\"")
    }
    let receipt = try await site.deploy()
    let skipped = receipt.skipped.map(\.path)
    #expect(skipped.count == 2)
    for path in skipped {
      #expect(
        receipt.skipped.allSatisfy { $0.skipped?.contains(path.text) == true },
        "each names both")
    }
    #expect(try site.deployed() == Site.first)
  }

  @Test func `a name that only changes case is a new file and a removed one`() async throws {
    try await site.deploy()
    try site.scratch.run("mv", "workspace/commands/hi.md", "workspace/commands/HI.md")
    #expect(try await site.deploy().skipped.isEmpty)
    #expect(try site.scratch.run("ls", "target/commands") == "HI.md\n")
  }

  @Test(arguments: ["aux.md", "what?.md", "a\\b.md", "line\nbreak.md", "\u{1B}[2Jclear.md", "end."])
  func `a name that some system cannot hold is not deployed, and the others are`(
    name: String
  ) async throws {
    try site.scratch.write("x", to: "workspace/commands/" + name)
    let receipt = try await site.deploy()
    #expect(receipt.skipped.map(\.path.text) == ["commands/" + name])
    #expect(try site.deployed() == Site.first)
  }
}
