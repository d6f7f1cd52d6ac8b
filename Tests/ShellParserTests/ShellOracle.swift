import Foundation
import Sections

/// What shfmt says of the shell scripts found on this machine.
enum ShellOracle {
  /// A function, by name and bytes.
  struct Function: Hashable, Comparable, Sendable {
    /// Its name.
    var name: String
    /// From its name or `function` to the end of its body.
    var range: Range<Int>

    static func < (one: Function, other: Function) -> Bool {
      (one.range.lowerBound, one.name) < (other.range.lowerBound, other.name)
    }
  }

  /// The scripts that begin with `#!` and a shell, by path.
  static func scripts() throws -> [String] {
    let folders = ["/usr/bin", "/usr/sbin", "/usr/lib", "/usr/share", "/etc"]
    let found = try output(
      of: ["find"] + folders + ["-xdev", "-type", "f", "-size", "-300k", "("]
        + ["-name", "*.sh", "-o", "-perm", "-u+x", ")"], reading: "/dev/null")
    let paths = String(decoding: found, as: UTF8.self).split(separator: "\n").map(String.init)
    return paths.filter(isScript).sorted()
  }

  private static func isScript(_ path: String) -> Bool {
    guard let file = FileHandle(forReadingAtPath: path), let start = try? file.read(upToCount: 64)
    else { return false }
    let interpreter = Source(path: path, bytes: Array(start)).interpreter
    return ["sh", "bash", "dash", "ksh"].contains(interpreter)
  }

  /// The functions of a script; nil where bash or shfmt finds that it is no valid script.
  static func functions(of path: String) throws -> [Function]? {
    guard try succeeds(["bash", "-n", path]) else { return nil }
    let text = try output(of: ["shfmt", "-tojson"], reading: path)
    guard let tree = try? JSONSerialization.jsonObject(with: text) else { return nil }
    var functions: [Function] = []
    var rest = [tree]
    while let value = rest.popLast() {
      if let list = value as? [Any] { rest += list }
      guard let node = value as? [String: Any] else { continue }
      rest += node.values
      guard node["Type"] as? String == "FuncDecl", let name = node["Name"] as? [String: Any],
        let word = name["Value"] as? String, let start = offset(node["Pos"]),
        let end = offset(node["End"])
      else { continue }
      functions.append(Function(name: word, range: start..<end))
    }
    return functions.sorted()
  }

  private static func offset(_ position: Any?) -> Int? {
    (position as? [String: Any])?["Offset"] as? Int
  }

  /// Whether a program of that name can be run.
  static func has(_ program: String) throws -> Bool { try succeeds(["which", program]) }

  private static func succeeds(_ command: [String]) throws -> Bool {
    let process = try start(command, reading: "/dev/null", writing: FileHandle.nullDevice)
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  private static func output(of command: [String], reading path: String) throws -> Data {
    let pipe = Pipe()
    let process = try start(command, reading: path, writing: pipe)
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return data
  }

  private static func start(
    _ command: [String], reading path: String, writing output: Any
  ) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.standardInput = FileHandle(forReadingAtPath: path)
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }
}
