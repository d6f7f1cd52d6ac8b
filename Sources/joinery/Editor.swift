internal import Foundation
internal import Sections

/// The user's editor, run on a temporary file.
struct Editor {
  private let command: String

  /// The editor that the environment names: `VISUAL`, else `EDITOR`, else `vi`.
  init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    let named = ["VISUAL", "EDITOR"].compactMap { environment[$0] }
    command = named.first { !$0.isEmpty } ?? "vi"
  }

  /// Lets the user edit `bytes`, and returns what they made of them.
  ///
  /// - Parameter name: the file's name, whose suffix tells the editor the language.
  /// - Throws: ``EditorFailure`` where the editor failed. Nothing was changed then.
  func edit(_ bytes: [UInt8], named name: String) throws -> [UInt8] {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("joinery-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent((name as NSString).lastPathComponent)
    try Data(bytes).write(to: file)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    // As git does it: the command may have arguments of its own.
    process.arguments = ["-c", "\(command) \"$1\"", command, file.path]
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw EditorFailure(command: command, status: process.terminationStatus)
    }
    return Array(try Data(contentsOf: file))
  }
}

/// An editor that did not end well.
struct EditorFailure: Explained {
  /// What was run.
  let command: String
  /// How it ended.
  let status: Int32

  var problem: String { "the editor “\(command)” ended with \(status)" }
  var hint: String? { "Nothing was changed. Set VISUAL or EDITOR to the editor you use." }
}
