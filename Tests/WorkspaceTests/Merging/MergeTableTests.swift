import Foundation
import Sections
import Testing
import Workspace

/// A table of merges: each of our changes with each of theirs.
///
/// The file names a base, changes of it by both sides, and for each pair of changes what comes of
/// them. A text is one line, in which `¶` stands for LF and `\r` for CR.
struct MergeTable: Sendable {
  /// One merge of the table.
  struct Cell: Sendable, CustomStringConvertible {
    let description: String
    let base: String
    let ours: String
    let theirs: String
    /// The result as the table writes it, with markers where it is not clean.
    let expected: String
  }

  /// The kinds of change that must be in each table.
  static let changes = [
    "edit", "move", "rename", "delete", "insert", "reorder", "nested edit", "CRLF",
    "no final newline",
  ]

  /// The cells, in the order of ``changes``.
  let cells: [Cell]

  /// A text as the table writes it.
  static func line(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.flatMap { scalar in
          scalar == "\n" ? ["¶"] : scalar == "\r" ? ["\\", "r"] : [scalar]
        }))
  }

  init(_ name: String) {
    let url = Bundle.module.url(forResource: name, withExtension: "txt", subdirectory: "Examples")
    let text = url.flatMap { try? String(contentsOf: $0, encoding: .utf8) } ?? ""
    let lines = text.split(separator: "\n").map(String.init)
    var texts: [String: String] = [:]
    for (name, text) in zip(lines, lines.dropFirst()) where text.hasPrefix("  ") {
      texts[name] = String(text.dropFirst(2)).replacing("\\r", with: "\r").replacing(
        "¶", with: "\n")
    }
    cells = MergeTable.changes.flatMap { ours in
      MergeTable.changes.map { theirs in
        Cell(
          description: "\(ours) × \(theirs)", base: texts["base"] ?? "",
          ours: texts["ours: \(ours)"] ?? "", theirs: texts["theirs: \(theirs)"] ?? "",
          expected: MergeTable.line(texts["\(ours) × \(theirs)"] ?? ""))
      }
    }
  }
}

struct MergeTableTests {
  @Test(arguments: MergeTable("same-section").cells)
  func `what both sides do to one section`(cell: MergeTable.Cell) async throws {
    try await check(cell)
  }

  @Test(arguments: MergeTable("other-section").cells)
  func `what both sides do to different sections`(cell: MergeTable.Cell) async throws {
    try await check(cell)
  }

  private func check(_ cell: MergeTable.Cell) async throws {
    let labels = SectionMerge.Labels(base: "0", ours: "1", theirs: "2")
    let merged = try SectionMerge(
      base: await reading(cell.base), ours: await reading(cell.ours),
      theirs: await reading(cell.theirs), labels: labels)
    #expect(MergeTable.line(merged.text) == cell.expected)
    #expect(merged.isClean == !cell.expected.contains("<<<<<<<"))
  }
}
