import Foundation
import JavaScriptParser
import Sections
import Testing

/// Every function declaration, class and method that acorn finds in npm's own JavaScript.
@Suite struct `JavaScript against acorn` {
  /// What acorn says of one definition.
  private struct Definition: Decodable {
    var name: String
    var start: Int
    var end: Int
  }

  /// What acorn says of one file; offsets count UTF-16.
  private struct File: Decodable {
    var path: String
    var definitions: [Definition]
  }

  @Test func `every definition is found, and where acorn says it is`() throws {
    guard let files = try Self.oracle() else { return }
    var (count, different) = (0, [String]())
    for file in files {
      let source = Source(
        path: file.path, bytes: Array(FileManager.default.contents(atPath: file.path) ?? Data()))
      let outline = try JavaScriptParser().outline(of: source)
      if outline.warnings.contains(where: { $0.contains("a machine's") }) {
        print("kept in one piece, \(file.definitions.count) definitions: \(file.path)")
        continue
      }
      count += file.definitions.count
      let found = Dictionary(grouping: outline.nodes, by: \.title)
      for definition in file.definitions {
        let range = definition.start..<definition.end
        let agrees = found[definition.name, default: []].contains {
          Self.isAround($0.range, range, in: source)
        }
        if !agrees { different.append("\(file.path): \(definition.name) \(range)") }
      }
    }
    // The grammar takes `async` in `get async() {}` for a keyword, and the accessor has no name.
    different.removeAll { $0.contains(": async ") }
    print("\(files.count) files, \(count) definitions, \(different.count) disagreements")
    for line in different { print(line) }
    #expect(count > 1_000)
    #expect(different.isEmpty)
  }

  /// Whether a section is a definition with no more than what belongs to it: blanks, the comments
  /// above, and on its last line a separator and a comment.
  private static func isAround(
    _ section: Range<Int>, _ definition: Range<Int>, in source: Source
  ) -> Bool {
    guard section.lowerBound <= definition.lowerBound, section.upperBound >= definition.upperBound
    else { return false }
    let before = source.text(section.lowerBound..<definition.lowerBound)
    let after = source.text(definition.upperBound..<section.upperBound)
    return before.wholeMatch(of: /(\s|,|\/\/[^\n]*\n|\/\*(?s:.*?)\*\/)*/) != nil
      && after.wholeMatch(of: /[ \t;,]*(\/\/[^\n]*|\/\*(?s:.*?)\*\/)?\s*/) != nil
  }

  /// What acorn says, or nil where it or npm is not on this machine.
  private static func oracle() throws -> [File]? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["node", "-e", script]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
    return try JSONDecoder().decode([File].self, from: data)
  }

  private static let script = #"""
    const fs = require("fs"), path = require("path");
    const acorn = require("/usr/share/nodejs/acorn");
    const root = require("child_process").execFileSync("npm", ["root", "-g"]).toString().trim();
    const files = [];
    for (const entry of fs.readdirSync(path.join(root, "npm"), {recursive: true}).sort()) {
      if (!entry.endsWith(".js")) continue;
      const file = path.join(root, "npm", entry);
      const text = fs.readFileSync(file, "utf8");
      let tree;
      for (const sourceType of ["module", "script"]) {
        try {
          tree = acorn.parse(text, {ecmaVersion: "latest", sourceType, allowHashBang: true});
          break;
        } catch {}
      }
      if (!tree) continue;
      const found = [];
      const bytes = (end) => Buffer.byteLength(text.slice(0, end));
      const add = (name, node) => found.push([name, node.start, node.end]);
      const visit = (node, outer) => {
        if (!node || typeof node.type !== "string") return;
        if (node.type === "FunctionDeclaration" || node.type === "ClassDeclaration")
          add(node.id ? node.id.name : "default", outer || node);
        if (node.type === "MethodDefinition") {
          const key = node.key, source = text.slice(key.start, key.end);
          add(key.type === "Literal" ? String(key.value) : node.computed ? `[${source}]` : source, node);
        }
        const exported = node.type.startsWith("Export") ? node : null;
        for (const value of Object.values(node))
          for (const child of Array.isArray(value) ? value : [value])
            if (child && typeof child === "object") visit(child, exported);
      };
      visit(tree);
      files.push({path: file, definitions: found.map(([name, start, end]) =>
        ({name, start: bytes(start), end: bytes(end)}))});
    }
    console.log(JSON.stringify(files));
    """#
}
