import ExternalParser
import Foundation
import Sections

/// A temporary folder with a list of parsers and the programs a test writes.
final class Workshop {
  let folder: String
  var parsers: ExternalParsers {
    let secret = ["JOINERY_SECRET": "x"]
    return ExternalParsers(
      directory: folder,
      environment: ProcessInfo.processInfo.environment.merging(secret) { _, new in new })
  }

  init() throws {
    folder = NSTemporaryDirectory() + "external-parser-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Writes `text` to the file `name` and gives its path.
  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    let path = "\(folder)/\(name)"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  /// A trusted parser for `.x` files, whose program is `python`.
  func parser(_ python: String, deadline: Double = 60) throws -> ExternalParser {
    try write(python, to: "parser.py")
    let manifest = """
      {"id": "test", "version": 1, "claims": {"suffixes": [".x"]},
       "command": ["python3", "-u", "parser.py"], "deadlineSeconds": \(deadline)}
      """
    try parsers.add(try write(manifest, to: "test.json"))
    try parsers.trust("test")
    return try parsers.parser("test")
  }

  /// The beginning of a program that answers each request with `result`, an expression of Python
  /// over `asked` (the request's parameters) and `count` (how many requests there were before).
  static func answering(_ result: String, before: String = "pass") -> String {
    """
    import json, os, sys, time
    for count, request in enumerate(map(json.loads, sys.stdin)):
        asked = request["params"]
        \(before)
        print(json.dumps({"jsonrpc": "2.0", "id": request["id"], "result": \(result)}))
    """
  }

  /// One section that is the whole file.
  static let whole = """
    {"nodes": [{"start": 0, "end": len(asked["text"].encode()), "kind": "text", "title": "all"}]}
    """
}

/// Why `parser` says nothing of a small file; nil where it says something.
func failure(of parser: ExternalParser, text: String = "hello\n") async -> ParseFailure? {
  do {
    let outline = try await parser.outline(of: Source(path: "a.x", text: text))
    return outline.nodes.isEmpty ? .failed("nothing") : nil
  } catch {
    return error
  }
}
