import Composition
import Foundation
import MarkdownParser
import Sections
import Testing

@Suite struct StarterTests {
  static let folder = Given.templates.appending(path: "starter")

  /// Every file of the starter library, by path.
  static func files() throws -> [String: [UInt8]] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path())
    var files: [String: [UInt8]] = [:]
    for name in names where !name.contains("__pycache__") {
      let file = folder.appending(path: name)
      if file.hasDirectoryPath { continue }
      files[name] = (try? Data(contentsOf: file)).map(Array.init)
    }
    return files
  }

  /// The kind and entry of what a file is the entry of.
  private static func kind(of path: String) -> Component.Kind? {
    let parts = path.split(separator: "/")
    return switch (parts.first, parts.last) {
    case ("skills", "SKILL.md"): .skill
    case ("commands", _): .command
    case ("agents", _): .agent
    case ("hooks", "hooks.json"): .hook
    case ("output-styles", _): .outputStyle
    default: nil
    }
  }

  @Test func `every component of the starter library is valid, its links included`() async throws {
    let files = try Self.files()
    var outlines: [String: Outline] = [:]
    for (path, bytes) in files where path.hasSuffix(".md") {
      let source = Source(path: path, bytes: bytes)
      outlines[path] = await ParserRegistry([MarkdownParser()]).read(source).outline
    }
    var kinds: [Component.Kind: Int] = [:]
    for path in files.keys.sorted() {
      guard let kind = Self.kind(of: path) else { continue }
      kinds[kind, default: 0] += 1
      let own = outlines.filter { $0.key == path || (kind == .skill && isBeside($0.key, path)) }
      #expect(Validation.findings(kind, entry: path, files: files, outlines: own) == [])
    }
    #expect(kinds == [.skill: 6, .command: 1, .agent: 1, .hook: 1, .outputStyle: 1])
  }

  /// Whether `path` is in the folder of the skill whose entry is `entry`.
  private func isBeside(_ path: String, _ entry: String) -> Bool {
    path.hasPrefix(entry.dropLast("SKILL.md".count))
  }

  @Test func `bundled files that a skill names are there, and all are named`() throws {
    let files = try Self.files()
    for path in files.keys.sorted() where path.hasSuffix("/SKILL.md") {
      let folder = path.dropLast("SKILL.md".count)
      let text = String(decoding: files[path] ?? [], as: UTF8.self)
      let named = text.split { !($0.isLetter || $0.isNumber || "/.-_".contains($0)) }
        .filter { $0.hasPrefix("references/") || $0.hasPrefix("scripts/") }
        .filter { !$0.hasSuffix("/") }
      let bundled = files.keys.filter { $0.hasPrefix(folder) && $0 != path }
      #expect(Set(named.map { "\(folder)\($0)" }) == Set(bundled), "\(path)")
    }
  }

  @Test func `scripts pass their language's own syntax check`() throws {
    let checks = [
      ".py": ["python3", "-c", "import ast,sys; ast.parse(open(sys.argv[1]).read())"],
      ".sh": ["bash", "-n"],
    ]
    for path in try Self.files().keys.sorted() {
      guard let check = checks[String(path.suffix(3))] else { continue }
      #expect(try status(of: check + [Self.folder.appending(path: path).path()]) == 0, "\(path)")
    }
  }

  @Test func `the hook asks before what destroys work, and lets the rest pass`() throws {
    let hook = Self.folder.appending(path: "hooks/guard-git/guard-git.py").path()
    let questions = [
      "git push -f", "git reset --hard", "cd x && git clean -fd", "git -C y checkout .",
      "git branch -D old", "git stash clear",
    ]
    let harmless = [
      "git push", "git status", "git clean -nfd", "git restore --staged .",
      "git commit -m 'x; git reset --hard'", "echo git push -f",
    ]
    for (commands, asks) in [(questions, true), (harmless, false)] {
      for command in commands {
        let event = try JSONSerialization.data(withJSONObject: [
          "tool_name": "Bash", "tool_input": ["command": command],
        ])
        let output = try output(of: ["python3", hook], input: event)
        #expect(output.contains("\"ask\"") == asks, "\(command)")
      }
    }
  }

  private func status(of words: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  private func output(of words: [String], input: Data) throws -> String {
    let process = Process()
    let (standardInput, standardOutput) = (Pipe(), Pipe())
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    process.standardInput = standardInput
    process.standardOutput = standardOutput
    try process.run()
    try standardInput.fileHandleForWriting.write(contentsOf: input)
    try standardInput.fileHandleForWriting.close()
    let data = standardOutput.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
