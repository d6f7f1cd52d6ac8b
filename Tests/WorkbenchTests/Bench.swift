import ConfigurationParser
import Examples
import Foundation
import JavaScriptParser
import MarkdownParser
import PythonParser
import Sections
import ShellParser
import Workbench

extension ParserRegistry {
  /// What the program comes with.
  static let shipped = ParserRegistry([
    MarkdownParser(), PythonParser(), JavaScriptParser(), TypeScriptParser(), ShellParser(),
    JSONParser(), YAMLParser(), TOMLParser(),
  ])
}

/// A workbench in a home of its own, with a folder `files` beside it to read from.
struct Bench {
  let scratch: Scratch
  let workbench: Workbench

  init() throws {
    scratch = try Scratch()
    let home = Home(at: "\(scratch.path)/home")
    try home.make(templatesFrom: Self.templates)
    workbench = try Workbench(home: home, parsers: .shipped)
    try FileManager.default.createDirectory(
      atPath: "\(scratch.path)/files", withIntermediateDirectories: true)
  }

  /// The templates of this checkout, with the starter library.
  static let templates = URL(filePath: #filePath)
    .deletingLastPathComponent().appending(path: "../../templates").standardizedFileURL.path

  /// The folder that is read from.
  var files: String { "\(scratch.path)/files" }

  /// Writes a file to read, with the folders it is in.
  func write(_ text: String, to file: String) throws {
    try scratch.write(text, to: "files/\(file)")
  }

  /// Removes a file, or a folder with all that is in it.
  func remove(_ file: String) throws {
    try FileManager.default.removeItem(atPath: "\(files)/\(file)")
  }

  /// Reads the folder.
  @discardableResult
  func ingest() async throws -> IngestReport { try await workbench.ingest([files]) }

  /// The ids of a file's sections, by anchor.
  func ids(_ file: String) throws -> [String: String] {
    let sections = try workbench.tree("files/\(file)").flatMap(\.sections)
    let named = sections.map { ($0.address.split(separator: "#").last.map(String.init) ?? "", $0) }
    return Dictionary(named.map { ($0, $1.id) }) { first, _ in first }
  }

  /// What git ends with in the workspace; not 0 where it is not installed.
  func gitStatus(_ arguments: String...) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git", "-C", "\(scratch.path)/home/workspace"] + arguments
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
