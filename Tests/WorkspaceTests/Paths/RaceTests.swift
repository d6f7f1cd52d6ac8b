import Examples
import Testing
import Workspace

/// Somebody saves a file at the very moment at which it is replaced or removed.
struct RaceTests {
  let scratch: Scratch
  let file: RelativePath
  init() throws {
    scratch = try Scratch()
    file = try RelativePath("file")
    try scratch.write("old", to: "file")
  }

  private static let unsupported: Int32 = 22
  private let new = FileContent(bytes: Array("new".utf8))

  private func isOld(_ content: FileContent?) -> Bool { content?.bytes == Array("old".utf8) }

  private func expectChanged(_ events: Event..., body: (borrowing Folder) throws -> Void) throws {
    let folder = try Folder(scratch.path, hazard: .events(events))
    #expect(throws: FileFailure.changed(scratch.path + "/file")) { try body(folder) }
  }

  @Test(arguments: ["printf edit > file", "printf edit > x && mv x file"])
  func `an edit in the moment before a write is put back`(edit: String) throws {
    let before = try scratch.run("stat", "-c", "%i", "file")
    let event = Event(.claim) { [scratch] in
      try scratch.run("sh", "-c", edit)
      return 0
    }
    try expectChanged(event) { try $0.write(new, to: file, where: isOld) }
    #expect(try scratch.texts() == ["file": "edit"])
    #expect(try edit.contains("mv") || scratch.run("stat", "-c", "%i", "file") == before)
  }

  @Test(arguments: ["mkdir file", "ln -s /etc/passwd file", "mkfifo file"])
  func `what is no file in the moment before a write is put back`(swap: String) throws {
    let event = Event(.claim) { [scratch] in
      try scratch.run("sh", "-c", "rm file && \(swap)")
      return 0
    }
    let kind = swap.hasPrefix("mkdir") ? "d" : swap.hasPrefix("ln") ? "l" : "p"
    try expectChanged(event) { try $0.write(new, to: file, where: isOld) }
    #expect(
      try scratch.run("find", ".", "-mindepth", "1", "-printf", "%f %y\n") == "file \(kind)\n")
  }

  @Test func `a file that is removed in the moment before a write stays removed`() throws {
    let event = Event(.claim) { [scratch] in
      try scratch.run("rm", "file")
      return 0
    }
    try expectChanged(event) { try $0.write(new, to: file, where: isOld) }
    #expect(try scratch.texts() == [:])
  }

  @Test(arguments: [0, unsupported])
  func `a file that appears in the moment before a creation stays`(code: Int32) throws {
    try scratch.run("rm", "file")
    let event = Event(.claim) { [scratch] in
      try scratch.write("edit", to: "file")
      return code
    }
    try expectChanged(event) { try $0.write(new, to: file) { $0 == nil } }
    #expect(try scratch.texts() == ["file": "edit"])
  }

  @Test func `an edit while one is put back loses neither`() throws {
    let second = Event(.claim, 2) { [scratch] in
      try scratch.run("sh", "-c", "printf two > x && mv x file")
      return 0
    }
    let first = Event(.claim) { [scratch] in
      try scratch.write("one", to: "file")
      return 0
    }
    try expectChanged(first, second) { try $0.write(new, to: file, where: isOld) }
    let texts = try scratch.texts()
    #expect(Set(texts.values) == ["one", "two"])
    #expect(texts.keys.allSatisfy { $0 == "file" || $0.hasPrefix("joinery-kept-") })
  }

  @Test func `an edit in the moment before a removal is put back`() throws {
    let event = Event(.rename) { [scratch] in
      try scratch.write("edit", to: "file")
      return 0
    }
    try expectChanged(event) { try $0.remove(file, where: isOld) }
    #expect(try scratch.texts() == ["file": "edit"])
  }

  @Test func `a file that is written while an edit is put back loses neither`() throws {
    let edit = Event(.rename) { [scratch] in
      try scratch.write("one", to: "file")
      return 0
    }
    let again = Event(.claim) { [scratch] in
      try scratch.write("two", to: "file")
      return 0
    }
    try expectChanged(edit, again) { try $0.remove(file, where: isOld) }
    let texts = try scratch.texts()
    #expect(texts["file"] == "two" && Set(texts.values) == ["one", "two"])
  }

  @Test func `where files cannot change places they are replaced as ever`() throws {
    let folder = try Folder(
      scratch.path, hazard: Hazard { $0 == .claim ? Self.unsupported : 0 })
    try folder.write(new, to: file, where: isOld)
    try folder.write(new, to: RelativePath("other")) { $0 == nil }
    #expect(try scratch.texts() == ["file": "new", "other": "new"])
    try folder.remove(file) { $0 == new }
    #expect(try scratch.texts() == ["other": "new"])
  }

  /// Every effect fails from some moment on, and just before the names change somebody saves.
  @Test(arguments: [false, true]) func `no crash loses an edit`(isRemoval: Bool) throws {
    for moment in 1...16 {
      let scratch = try Scratch()
      try scratch.write("old", to: "file")
      let edit = Event(isRemoval ? .rename : .claim) {
        try scratch.write("edit", to: "file")
        return 0
      }
      let folder = try Folder(scratch.path, hazard: .events([edit], crash: moment))
      if isRemoval {
        try? folder.remove(file, where: isOld)
      } else {
        try? folder.write(new, to: file, where: isOld)
      }
      try Folder(scratch.path).sweep([nil]) { isOld($0) }
      let texts = try scratch.texts()
      #expect(texts.values.contains("edit") || texts == ["file": "old"], "crash at \(moment)")
      #expect(!texts.keys.contains { $0.hasPrefix(".joinery") }, "crash at \(moment)")
    }
  }
}
