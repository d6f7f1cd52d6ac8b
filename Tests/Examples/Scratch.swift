internal import Foundation

/// A folder of a test's own, which goes when the test lets go of it.
public final class Scratch: Sendable {
  /// Where it is, without links on the way, and without a slash at its end.
  public let path: String

  /// Makes one in the system's temporary folder.
  public init() throws {
    let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appending(path: "joinery-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file, with the folders it is in.
  public func write(_ text: String, to file: String) throws {
    try write(Array(text.utf8), to: file)
  }

  /// Writes a file, with the folders it is in.
  public func write(_ bytes: [UInt8], to file: String) throws {
    let url = URL(filePath: path).appending(path: file)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  /// A file's bytes; nil where there is none.
  public func read(_ file: String) -> [UInt8]? {
    FileManager.default.contents(atPath: "\(path)/\(file)").map(Array.init)
  }

  /// A file's text; nil where there is none.
  public func text(_ file: String) -> String? {
    read(file).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Runs a program in the folder, and returns what it prints. No configuration of the user's git
  /// plays a part.
  ///
  /// - Throws: ``ToolFailure`` where it ends with another status than `status`.
  @discardableResult
  public func run(_ tool: String, _ arguments: String..., status: Int32 = 0) throws -> String {
    try run(tool, arguments, status: status)
  }

  /// The same, for a list of arguments.
  public func run(_ tool: String, _ arguments: [String], status: Int32 = 0) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [tool] + arguments
    process.currentDirectoryURL = URL(filePath: path)
    process.environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": path,
      "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "LC_ALL": "C",
      "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.com",
      "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.com",
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let printed = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == status else {
      throw ToolFailure(
        command: ([tool] + arguments).joined(separator: " "), status: process.terminationStatus,
        output: printed)
    }
    return printed
  }
}

/// That a program ended otherwise than a test expects.
public struct ToolFailure: Error {
  /// What was run.
  public let command: String
  /// How it ended.
  public let status: Int32
  /// What it printed, errors included.
  public let output: String
}
