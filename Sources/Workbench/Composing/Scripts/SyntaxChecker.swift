internal import Foundation
internal import Sections

/// A program that tells whether a script is one, without running any of it.
struct SyntaxChecker {
  /// What it said.
  enum Verdict: Equatable {
    /// The script can be read.
    case passed
    /// It cannot: the line, from 1, where that is known, and why.
    case failed(line: Int?, message: String)
    /// The program could not tell.
    case unable(String)
  }

  /// What it is called.
  let name: String
  private let program: String
  /// The arguments of each way to read a script: one of them must take it.
  private let ways: [[String]]
  private let folders: String

  /// The checker for scripts in `language`; nil where there is none in the folders of `path`.
  ///
  /// - Parameter bytes: the script, whose first line tells which shell it is for.
  init?(_ language: String, for bytes: [UInt8], along path: String) {
    let known: [(name: String, ways: [[String]])]
    switch language {
    case "python":
      let compile = "import sys; compile(sys.stdin.buffer.read(), 'script', 'exec', 0, True)"
      known = [("python3", [["-I", "-S", "-W", "ignore", "-c", compile]])]
    case "javascript":
      known = [
        ("node", [["--check", "-"], ["--input-type=module", "--check", "-"]])
      ]
    case "bash":
      let shell = Source(path: "", bytes: bytes).interpreter ?? "bash"
      let shells = ["sh", "dash", "ksh", "zsh"].contains(shell) ? [shell] : []
      // What is for another shell that is not here, bash does not judge.
      known = shells.isEmpty ? [("bash", [["--norc", "--noprofile", "-n"]])] : [(shell, [["-n"]])]
    default: return nil
    }
    for (name, ways) in known {
      let programs = path.split(separator: ":").filter { $0.hasPrefix("/") }
        .map { "\($0)/\(name)" }
      let found = programs.first { access($0, X_OK) == 0 }
      guard let found else { continue }
      (self.name, program, self.ways, folders) = (name, found, ways, path)
      return
    }
    return nil
  }

  /// Asks about a script.
  ///
  /// - Parameter folder: where it may be for as long as it is read; nothing stays there.
  func check(_ bytes: [UInt8], in folder: String) async -> Verdict {
    var first: Verdict?
    for way in ways {
      let verdict = await run(way, bytes, folder)
      if verdict == .passed { return .passed }
      first = first ?? verdict
    }
    return first ?? .passed
  }

  /// The longest that a checker may take.
  private static let limit = Duration.seconds(10)

  private func run(_ arguments: [String], _ bytes: [UInt8], _ folder: String) async -> Verdict {
    guard let input = UnnamedFile(in: folder), let output = UnnamedFile(in: folder),
      input.fill(bytes)
    else { return .unable("no room for a temporary file in \(folder)") }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = ["PATH": folders, "LANG": "C.UTF-8"]
    process.currentDirectoryURL = URL(fileURLWithPath: "/")
    process.standardInput = input.handle
    process.standardOutput = FileHandle.nullDevice
    process.standardError = output.handle
    do { try process.run() } catch { return .unable("\(name) cannot be started") }
    let deadline = ContinuousClock.now + SyntaxChecker.limit
    while process.isRunning {
      guard ContinuousClock.now < deadline else {
        kill(process.processIdentifier, SIGKILL)
        return .unable("\(name) took too long")
      }
      try? await Task.sleep(for: .milliseconds(2))
    }
    if process.terminationReason == .exit, process.terminationStatus == 0 { return .passed }
    return SyntaxChecker.failure(in: output.text)
  }

  /// What a checker's complaint says.
  private static func failure(in text: String) -> Verdict {
    let lines = text.split(whereSeparator: \.isNewline).map(String.init)
    let error = lines.last { $0.contains("Error:") } ?? lines.first ?? "it is refused"
    let number = lines.lazy.compactMap { line in
      line.firstMatch(of: /(?:line |\[stdin\]:|: )(\d+)/).flatMap { Int($0.1) }
    }.first
    return .failed(line: number, message: String(error.prefix(200)))
  }
}

/// A file without a name: it is gone when it is closed.
private struct UnnamedFile {
  let handle: FileHandle

  init?(in folder: String) {
    var template = Array("\(folder)/check-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { return nil }
    unlink(template)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  /// Writes `bytes`, to be read from the beginning.
  func fill(_ bytes: [UInt8]) -> Bool {
    (try? handle.write(contentsOf: Data(bytes))) != nil && (try? handle.seek(toOffset: 0)) != nil
  }

  /// What was written into it.
  var text: String {
    try? handle.seek(toOffset: 0)
    let data = (try? handle.read(upToCount: 64_000)) ?? nil
    return String(decoding: data ?? Data(), as: UTF8.self)
  }
}
