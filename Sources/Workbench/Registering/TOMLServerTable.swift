internal import Foundation
internal import Sections

/// The table of a TOML file by which a client starts the server.
struct TOMLServerTable {
  private static let title = "mcp_servers.\(ServerEntry.name)"

  /// What the table says, line by line.
  private let lines: [(key: String, text: String)]

  init(_ entry: ServerEntry) throws {
    let arguments = try entry.arguments.map(Self.quoted).joined(separator: ", ")
    lines = [
      ("command", "command = \(try Self.quoted(entry.program))"), ("args", "args = [\(arguments)]"),
    ]
  }

  /// The table as a text of its own.
  func text(newline: String) -> String {
    (["[\(Self.title)]"] + lines.map(\.text)).map { $0 + newline }.joined()
  }

  /// A file with the table in it: as it is there, but for these lines; else at the end.
  ///
  /// - Parameter reading: the file, as the parser for TOML reads it.
  /// - Throws: ``RegistrationFailure`` where it cannot be told what belongs to the server.
  func written(into reading: Reading, path: String) throws(RegistrationFailure) -> [UInt8] {
    let bytes = reading.source.bytes
    let newline = bytes.contains(0x0D) ? "\r\n" : "\n"
    let outline = reading.outline
    if let warning = outline.warnings.first { throw .unreadable(path, warning) }
    let tables = outline.nodes.filter { $0.title == Self.title && isTable($0, in: bytes) }
    guard tables.count < 2, !outline.nodes.contains(where: { saysOtherwise($0, in: bytes) }) else {
      throw .saidOtherwise(path)
    }
    guard let table = tables.first else {
      let isOpen = !bytes.isEmpty && bytes.last != 0x0A
      let gap = (isOpen ? newline : "") + (bytes.isEmpty ? "" : newline)
      return bytes + Array((gap + text(newline: newline)).utf8)
    }
    let new = edited(String(decoding: bytes[table.range], as: UTF8.self), newline: newline)
    return bytes[..<table.range.lowerBound] + Array(new.utf8) + bytes[table.range.upperBound...]
  }

  private func isTable(_ node: Outline.Node, in bytes: [UInt8]) -> Bool {
    bytes[node.range].starts(with: Array("[".utf8))
      && !bytes[node.range].starts(with: Array("[[".utf8))
  }

  /// Whether a node has the server in one of the other ways that TOML knows.
  private func saysOtherwise(_ node: Outline.Node, in bytes: [UInt8]) -> Bool {
    if node.title == "mcp_servers", isTable(node, in: bytes) {
      let text = String(decoding: bytes[node.range], as: UTF8.self)
      return text.contains(/(?m)^\s*["']?joinery["']?\s*[.=]/)
    }
    guard !isTable(node, in: bytes) else { return false }
    return node.title == "mcp_servers" || node.title == Self.title
      || node.title.hasPrefix("\(Self.title).")
  }

  /// The table's text with these lines in place of those of the same keys.
  private func edited(_ table: String, newline: String) -> String {
    var kept: [Substring] = []
    var open = 0
    for line in table.split(separator: /\r?\n/, omittingEmptySubsequences: false) {
      if open <= 0, let match = line.firstMatch(of: /^\s*["']?([A-Za-z0-9_-]+)["']?\s*=(.*)$/) {
        guard lines.contains(where: { $0.key == match.1 }) else {
          kept.append(line)
          continue
        }
        open = Self.depth(of: match.2)
      } else if open > 0 {
        open += Self.depth(of: line)
      } else {
        kept.append(line)
      }
    }
    let header = kept.prefix(1).map(String.init)
    return (header + lines.map(\.text) + kept.dropFirst().map(String.init))
      .joined(separator: newline)
  }

  /// How many brackets a line leaves open; what is between quotes counts as nothing.
  private static func depth(of line: Substring) -> Int {
    let plain = line.replacing(/"(\\.|[^"\\])*"|'[^']*'|#.*/, with: "")
    return plain.count { $0 == "[" } - plain.count { $0 == "]" }
  }

  /// A text as TOML has it, which is as JSON does.
  private static func quoted(_ text: String) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return String(decoding: try encoder.encode(text), as: UTF8.self)
  }
}
