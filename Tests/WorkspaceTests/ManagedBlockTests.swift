import Testing
import Workspace

struct ManagedBlockTests {
  static let part = try? SharedPart(of: RelativePath("CLAUDE.md"), name: "home")
  static let begin = "<!-- joinery:begin home -->"
  static let end = "<!-- joinery:end home -->"

  static let files = [
    "", "\n", "a", "a\n", "a\r\nb\r\n", "a\r\nb", "# Title\n\nText.\n", "no end", "\u{FEFF}a\n",
    "a\rb\r", "a\0b\n", "\n\n\n", "joinery:begin homely\n", "<!-- joinery:begin other -->\n",
  ]
  static let blocks = ["", "one\n", "one", "one\r\ntwo\r\n", "\n", "a\r", "a\r\r\n", "ä\n\n\nb"]

  @Test(arguments: files, blocks)
  func `what is put in is read back, and taken out leaves the file`(
    file: String, block: String
  ) throws {
    let part = try #require(Self.part)
    let bytes = Array(file.utf8)
    let with = try part.splice(Array(block.utf8), into: bytes)
    #expect(try part.extract(from: with) == part.canonical(Array(block.utf8)))
    #expect(try part.splice(Array(block.utf8), into: with) == with)
    #expect(with.starts(with: bytes))
    #expect(try part.splice(nil, into: with) == bytes)
    #expect(try part.extract(from: bytes) == nil)
    #expect(try part.splice(nil, into: bytes) == bytes)
    for other in Self.blocks {
      let changed = try part.splice(Array(other.utf8), into: with)
      #expect(try part.splice(Array(block.utf8), into: changed) == with)
    }
  }

  @Test func `a block in the middle is changed in place`() throws {
    let part = try #require(Self.part)
    let file = "above\r\n  \(Self.begin)  \r\nold\r\n\(Self.end)\r\nbelow"
    #expect(try part.extract(from: Array(file.utf8)) == Array("old\n".utf8))
    let new = try part.splice(Array("new\nlines\n".utf8), into: Array(file.utf8))
    #expect(
      String(decoding: new, as: UTF8.self) == file.replacing("old\r\n", with: "new\r\nlines\r\n"))
    let without = try part.splice(nil, into: new)
    #expect(String(decoding: without, as: UTF8.self) == "above\r\nbelow")
  }

  @Test(arguments: [
    ("\(begin)\na\n", SharedFailure.unpairedMarker(line: 1)),
    ("a\n\(end)\n", .unpairedMarker(line: 2)),
    ("\(begin)\n\(begin)\n\(end)\n", .repeatedMarker(line: 2)),
    ("\(begin)\n\(end)\n\(begin)\n\(end)\n", .repeatedMarker(line: 3)),
    ("\(begin)\n\(end)\n\(end)\n", .repeatedMarker(line: 3)),
    ("x \(begin)\n\(end)\n", .damagedMarker(line: 1)),
    ("\(begin)\na\n<!--joinery:end home-->\n", .damagedMarker(line: 3)),
    ("# joinery:begin home\n# joinery:end home\n", .damagedMarker(line: 1)),
  ])
  func `damaged markers are a failure, never a guess`(file: String, failure: SharedFailure) throws {
    let part = try #require(Self.part)
    #expect(throws: failure) { try part.extract(from: Array(file.utf8)) }
    #expect(throws: failure) { try part.splice(Array("x\n".utf8), into: Array(file.utf8)) }
    #expect(throws: failure) { try part.splice(nil, into: Array(file.utf8)) }
    #expect(failure.hint != nil)
  }

  @Test func `a block cannot hold its own marker`() throws {
    let part = try #require(Self.part)
    #expect(throws: SharedFailure.markerInPart(line: 2)) {
      try part.splice(Array("a\n\(Self.end)\n".utf8), into: [])
    }
  }

  @Test(arguments: ["config.toml", ".gitignore", "a.yaml"])
  func `other files have other comments`(name: String) throws {
    let part = SharedPart(of: try RelativePath(name), name: "home")
    let file = try part.splice(Array("a = 1\n".utf8), into: Array("b = 2\n".utf8))
    #expect(
      String(decoding: file, as: UTF8.self)
        == "b = 2\n# joinery:begin home\na = 1\n# joinery:end home\n")
  }

  @Test func `two homes share a file`() throws {
    let one = SharedPart(of: try RelativePath("AGENTS.md"), name: "one")
    let two = SharedPart(of: try RelativePath("AGENTS.md"), name: "two")
    let file = try two.splice(Array("2\n".utf8), into: one.splice(Array("1\n".utf8), into: []))
    #expect(try one.extract(from: file) == Array("1\n".utf8))
    #expect(try two.extract(from: file) == Array("2\n".utf8))
    #expect(try two.splice(nil, into: one.splice(nil, into: file)) == [])
  }
}
