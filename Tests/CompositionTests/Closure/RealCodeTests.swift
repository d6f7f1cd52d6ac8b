import Composition
import Examples
import Foundation
import Sections
import Testing

/// Scripts made of random functions of the code on this machine, and of a corpus if there is one.
/// What is not installed is passed over. `JOINERY_ROUNDS` says of how many files, `JOINERY_SEED`
/// of which.
@Suite struct `Functions of real files` {
  /// The scripts that were made, each beside the file it was taken out of.
  private struct Made {
    let scratch: Scratch
    var files = 0
    var sections = 0
    var sourceBytes = 0
    var bytes = 0
    var unresolved = 0
  }

  @Test func `Python scripts compile wherever their sources do, and lack nothing they had`()
    throws
  {
    let library = try output([
      "python3", "-c", "import sysconfig as s; print(s.get_path('stdlib'))",
    ])
    guard let library else { return }
    let made = try make(from: paths(in: library, ends: [".py"]), suffix: ".py", count: 150)
    try expectNothing(
      from: ["python3", "-I", "-W", "ignore", "-c", Checks.python, made.scratch.path], made)
  }

  @Test func `JavaScript scripts parse wherever their sources do`() throws {
    guard try output(["node", "--version"]) != nil else { return }
    let folders = [
      try output(["npm", "root", "-g"]), "/usr/share/nodejs", "/usr/lib/node_modules",
    ]
    .compactMap { $0 }
    let made = try make(
      from: Set(folders.flatMap { paths(in: $0, ends: [".js", ".mjs", ".cjs"]) }).sorted(),
      suffix: ".js", count: 80)
    try expectNothing(
      from: [
        "node", "--no-warnings", "--experimental-vm-modules", "-e", Checks.javaScript,
        made.scratch.path,
      ], made)
  }

  @Test func `shell scripts parse wherever their sources do`() throws {
    guard try output(["bash", "-c", "echo there"]) != nil else { return }
    let scripts = ["/etc/init.d", "/usr/bin", "/usr/sbin", "/usr/lib/git-core", "/usr/share"]
      .flatMap { paths(in: $0, ends: [".sh", ""]) }.filter(isShellScript)
    let made = try make(from: scripts, suffix: ".sh", count: 100)
    try expectNothing(from: ["bash", "-c", Checks.shell, "check", made.scratch.path], made)
  }

  /// Makes scripts of one to three random sections of random files.
  private func make(from paths: [String], suffix: String, count: Int) throws -> Made {
    var made = Made(scratch: try Scratch())
    let count = Chance.rounds(count)
    var dice = Dice(seed: Chance.seed(7))
    for path in paths.shuffled(using: &dice) where made.files < count {
      guard let data = FileManager.default.contents(atPath: path), data.count < 60_000,
        data.count > 0,
        let code = try? Code(Source(path: "lib/file\(suffix)", bytes: Array(data)))
      else { continue }
      let sections = code.cuts.indices.filter {
        [.function, .class, .method].contains(code.cuts[$0].kind)
      }
      guard !sections.isEmpty else { continue }
      let chosen = sections.shuffled(using: &dice).prefix(.random(in: 1...3, using: &dice))
      let parts = try chosen.map { try code.part(at: $0) }
      let file = try #require(try Given.script(parts))
      expectOrigins(file, parts)
      made.files += 1
      made.sections += parts.count
      made.sourceBytes += data.count
      made.bytes += file.draft.bytes.count
      made.unresolved += file.script?.unresolved.count ?? 0
      try data.write(to: URL(filePath: "\(made.scratch.path)/\(made.files).source"))
      try Data(file.draft.bytes).write(to: URL(filePath: "\(made.scratch.path)/\(made.files).made"))
      try Data(path.utf8).write(to: URL(filePath: "\(made.scratch.path)/\(made.files).path"))
    }
    let share = made.sourceBytes == 0 ? 0 : 100 * made.bytes / made.sourceBytes
    print(
      "\(suffix): \(made.files) files, \(made.sections) sections, \(share) % of the bytes,",
      "\(made.unresolved) names unresolved")
    return made
  }

  /// The check prints a line for everything that is wrong.
  private func expectNothing(from check: [String], _ made: Made) throws {
    guard made.files > 0 else { return }
    let wrong = try #require(try output(check))
    #expect(wrong == "", "\(wrong)")
  }

  private func paths(in folder: String, ends: [String]) -> [String] {
    let corpus = ProcessInfo.processInfo.environment["JOINERY_CORPUS"].map { [$0] } ?? []
    return ([folder] + corpus).flatMap { folder in
      (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? [])
        .filter { name in
          ends.contains { $0.isEmpty ? !name.contains(".") : name.hasSuffix($0) }
            && !name.contains("site-packages") && !name.contains("lib2to3/tests")
        }.sorted().map { "\(folder)/\($0)" }
    }
  }

  private func isShellScript(_ path: String) -> Bool {
    guard let file = FileHandle(forReadingAtPath: path), let start = try? file.read(upToCount: 64)
    else { return false }
    let source = Source(path: path, bytes: Array(start))
    return ["sh", "bash", "dash"].contains(source.interpreter)
  }

  /// What a program prints, without the last line break; nil where it cannot be run.
  private func output(_ command: [String]) throws -> String? {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let text = String(
      decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }
}
