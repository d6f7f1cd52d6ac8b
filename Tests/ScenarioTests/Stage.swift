import Examples
import Foundation
import Testing

/// A place to run the real program in: an empty folder, which is the user's home too.
struct Stage {
  /// What came of a command.
  struct Outcome {
    var status: Int32
    var output: String
    var errors: String
  }

  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.write("[user]\n\tname = A\n\temail = a@example.com\n", to: ".gitconfig")
  }

  /// The folder of the program that was built with these tests.
  static let products = Bundle.module.bundleURL.deletingLastPathComponent().path

  /// Runs a line of shell in the folder, with `joinery` on the path.
  func run(_ line: String, environment: [String: String] = [:]) throws -> Outcome {
    let process = try start(line, environment: environment)
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: scratch.text(".stage/output") ?? "",
      errors: scratch.text(".stage/errors") ?? "")
  }

  /// Runs a line of shell on a terminal of its own, which types `lines` as they are asked for:
  /// `^C` and `^D` are those keys. Errors are where the output is, as on every terminal.
  func run(_ line: String, typing lines: [String]) throws -> Outcome {
    let typing = try #require(
      Bundle.module.url(forResource: "typing", withExtension: "py", subdirectory: "Typing"))
    try scratch.write(lines.map { "\($0)\n" }.joined(), to: ".stage/typed")
    try scratch.write(line, to: ".stage/line")
    return try run(
      "python3 '\(typing.path)' .stage/typed . \"$(cat .stage/line)\"",
      environment: ["TERM": "dumb"])
  }

  /// Begins to run a line of shell, and does not wait. What it prints goes to files: nobody has to
  /// read along.
  func start(
    _ line: String, environment: [String: String] = [:], as name: String = ""
  ) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = URL(filePath: scratch.path)
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    process.environment = [
      "PATH": "\(Self.products):\(path)", "HOME": scratch.path, "LC_ALL": "C.UTF-8",
    ].merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try sink("output\(name)")
    process.standardError = try sink("errors\(name)")
    try process.run()
    return process
  }

  private func sink(_ name: String) throws -> FileHandle {
    try scratch.write("", to: ".stage/\(name)")
    return try FileHandle(forWritingTo: URL(filePath: "\(scratch.path)/.stage/\(name)"))
  }
}
