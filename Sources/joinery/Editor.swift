internal import Foundation
internal import Sections

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

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
    // As git does it: the command may have arguments of its own.
    let status = try run(["sh", "-c", "\(command) \"$1\"", command, file.path])
    guard status == 0 else { throw EditorFailure(command: command, status: status) }
    return Array(try Data(contentsOf: file))
  }

  /// Runs a program on this terminal, and returns how it ended: its exit code, or 128 and more for
  /// a signal.
  ///
  /// Foundation's `Process` would put it into a process group of its own, which may not read from
  /// the terminal.
  private func run(_ arguments: [String]) throws -> Int32 {
    let environment = ProcessInfo.processInfo.environment.map { "\($0)=\($1)" }
    var process: pid_t = 0
    // What is ignored here would be ignored there too.
    let pipe = signal(SIGPIPE, SIG_DFL)
    let code = withCStrings(arguments) { arguments in
      withCStrings(environment) { posix_spawn(&process, "/bin/sh", nil, nil, arguments, $0) }
    }
    signal(SIGPIPE, pipe)
    guard code == 0 else { throw EditorFailure(command: command, status: code) }
    // What the user interrupts is the editor.
    let before = signal(SIGINT, SIG_IGN)
    defer { signal(SIGINT, before) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let signalled = status & 0x7F
    return signalled == 0 ? status >> 8 & 0xFF : 128 + signalled
  }

  /// `strings` as C passes lists of them: pointers, and a null at the end.
  private func withCStrings<Value>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Value
  ) -> Value {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
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
