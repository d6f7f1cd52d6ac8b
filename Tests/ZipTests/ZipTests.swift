import Examples
import Foundation
import Testing
import Zip

@Suite struct ZipTests {
  static let files = [
    ZipEntry(path: "s/SKILL.md", bytes: Array("---\nname: s\n---\n".utf8)),
    ZipEntry(path: "s/scripts/run.sh", bytes: Array("#!/bin/sh\n".utf8), isExecutable: true),
    ZipEntry(path: "s/größe 技能.md", bytes: Array(String(repeating: "long ", count: 9000).utf8)),
    ZipEntry(path: "s/empty", bytes: []),
    ZipEntry(path: "s/raw", bytes: (0..<5000).map { UInt8(truncatingIfNeeded: $0 * $0 >> 3) }),
  ]

  @Test func `what is packed comes out again, in the order of the paths`() throws {
    let archive = try Zip.archive(Self.files)
    let contents = try Zip.contents(of: archive)
    #expect(contents.files == Self.files.sorted { $0.path < $1.path })
    #expect(contents.folders == [])
    #expect(try Zip.archive(Self.files.reversed()) == archive)
    #expect(try Zip.contents(of: Zip.archive([])).files == [])
  }

  @Test func `random files come out as they went in`() throws {
    var dice = Dice(seed: 11)
    for _ in 0..<200 {
      let files = (0..<Int.random(in: 0...6, using: &dice)).map { number in
        ZipEntry(
          path: "f\(number)/\(Int.random(in: 0...99, using: &dice))",
          bytes: (0..<Int.random(in: 0...3000, using: &dice)).map { _ in
            UInt8.random(in: 0...UInt8.random(in: 0...255, using: &dice), using: &dice)
          }, isExecutable: Bool.random(using: &dice))
      }
      #expect(try Zip.contents(of: Zip.archive(files)).files == files.sorted { $0.path < $1.path })
    }
  }

  @Test func `a path twice is refused`() {
    let twice = [Self.files[0], Self.files[0]]
    #expect(throws: ZipFailure.self) { try Zip.archive(twice) }
  }

  /// Whether a tool is there to compare with.
  private func has(_ tool: String) -> Bool {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)") }
  }

  @Test func `Python and unzip read what is packed, with modes`() throws {
    let scratch = try Scratch()
    try scratch.write(try Zip.archive(Self.files), to: "a.zip")
    if has("python3") {
      let script = """
        import sys, zipfile
        z = zipfile.ZipFile(sys.argv[1])
        assert z.testzip() is None
        for i in z.infolist():
            print(i.filename, oct(i.external_attr >> 16), i.date_time, len(z.read(i)))
        """
      #expect(
        try scratch.run("python3", "-c", script, "\(scratch.path)/a.zip") == """
          s/SKILL.md 0o100644 (1980, 1, 1, 0, 0, 0) 16
          s/empty 0o100644 (1980, 1, 1, 0, 0, 0) 0
          s/größe 技能.md 0o100644 (1980, 1, 1, 0, 0, 0) 45000
          s/raw 0o100644 (1980, 1, 1, 0, 0, 0) 5000
          s/scripts/run.sh 0o100755 (1980, 1, 1, 0, 0, 0) 10

          """)
    }
    guard has("unzip") else { return }
    try scratch.run("unzip", "-q", "\(scratch.path)/a.zip", "-d", "\(scratch.path)/out")
    for file in Self.files where file.path.utf8.allSatisfy({ $0 < 0x80 }) {
      #expect(scratch.read("out/\(file.path)") == file.bytes)
      let isExecutable = FileManager.default.isExecutableFile(
        atPath: "\(scratch.path)/out/\(file.path)")
      #expect(isExecutable == file.isExecutable)
    }
  }

  @Test(
    arguments: ["ZIP_DEFLATED", "ZIP_STORED"], ["ZipFile(p, 'w', M)", "ZipFile(Stream(p), 'w', M)"])
  func `what Python packs is read`(method: String, opening: String) throws {
    guard has("python3") else { return }
    let scratch = try Scratch()
    let script = """
      import sys, zipfile
      from zipfile import ZipFile
      class Stream:
          "A file that cannot seek, so that sizes stand behind the data."
          def __init__(self, path): self.file = open(path, 'wb')
          def write(self, data): return self.file.write(data)
          def flush(self): self.file.flush()
      p, M = sys.argv[1], zipfile.\(method)
      with \(opening) as z:
          z.writestr('s/', '')
          z.writestr('s/a.md', 'text ' * 500)
          z.writestr('s/größe', b'')
          i = zipfile.ZipInfo('s/run'); i.external_attr = 0o100755 << 16
          z.writestr(i, '#!/bin/sh', compress_type=M)
      """
    try scratch.run("python3", "-c", script, "\(scratch.path)/a.zip")
    let contents = try Zip.contents(of: try #require(scratch.read("a.zip")))
    #expect(contents.folders == ["s"])
    #expect(contents.files.map(\.path) == ["s/a.md", "s/größe", "s/run"])
    #expect(contents.files.map(\.bytes.count) == [2500, 0, 9])
    #expect(contents.files.map(\.isExecutable) == [false, false, true])
  }

  @Test func `what Info-ZIP packs is read`() throws {
    guard has("zip") else { return }
    let scratch = try Scratch()
    try scratch.write("text\n", to: "s/a.md")
    try scratch.write(String(repeating: "long ", count: 999), to: "s/b/c.md")
    try scratch.run("zip", "-qr", "a.zip", "s")
    let contents = try Zip.contents(of: try #require(scratch.read("a.zip")))
    #expect(contents.files.map(\.path).sorted() == ["s/a.md", "s/b/c.md"])
    #expect(contents.folders.sorted() == ["s", "s/b"])
  }
}
