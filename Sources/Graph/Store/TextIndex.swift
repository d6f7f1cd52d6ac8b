import Foundation
import GRDB
import Sections

/// What the full-text index knows of one section. It must be what the view `sectionText` yields.
struct IndexedText {
  var title: String
  var breadcrumb: String
  var body: Data
  /// The parts of names; see ``NameParts``.
  var names: String

  /// The text of `cut` in a file of these `bytes`.
  init(_ cut: Cut, path: String, trail: String, bytes: Data, isSearchable: Bool) {
    title = cut.title
    breadcrumb = "\(path) \(trail)"
    guard isSearchable, !cut.isInline else {
      body = Data()
      names = NameParts.text(title: title, body: body)
      return
    }
    body = bytes.slice(cut.head)
    if !cut.tail.isEmpty { body += bytes.slice(cut.tail) }
    names = NameParts.text(title: title, body: body)
  }

  /// Whether the index would not notice the difference: names follow from the rest. Bytes count: for `==` on strings, letters
  /// with composed and with combining accents are equal.
  func isSame(as other: IndexedText) -> Bool {
    title.utf8.elementsEqual(other.title.utf8)
      && breadcrumb.utf8.elementsEqual(other.breadcrumb.utf8) && body == other.body
  }
}

extension Data {
  /// The bytes of `range`, as far as there are any. Shares the storage.
  fileprivate func slice(_ range: Range<Int>) -> Data {
    self[range.clamped(to: 0..<count)]
  }
}

/// What a batch changes in the full-text index, kept until its end: FTS5 writes a new segment
/// whenever row ids go backwards, so they are sorted first.
struct TextChanges {
  private struct Change {
    var row: Int64
    var isInsertion: Bool
    var text: IndexedText
  }

  private var changes: [Change] = []

  /// Takes `text`, which was indexed for `row`, out of the index.
  mutating func remove(_ text: IndexedText, row: Int64) {
    changes.append(Change(row: row, isInsertion: false, text: text))
  }

  /// Indexes `text` for `row`.
  mutating func insert(_ text: IndexedText, row: Int64) {
    changes.append(Change(row: row, isInsertion: true, text: text))
  }

  /// Makes the changes.
  mutating func apply(_ db: Database) throws {
    changes.sort { ($0.row, $0.isInsertion ? 1 : 0) < ($1.row, $1.isInsertion ? 1 : 0) }
    let insertion = try db.cachedStatement(
      sql: """
        INSERT INTO sectionIndex (rowid, title, breadcrumb, body, names)
        VALUES (?, ?, ?, CAST(coalesce(?, x'') AS TEXT), ?)
        """)
    let deletion = try db.cachedStatement(
      sql: """
        INSERT INTO sectionIndex (sectionIndex, rowid, title, breadcrumb, body, names)
        VALUES ('delete', ?, ?, ?, CAST(coalesce(?, x'') AS TEXT), ?)
        """)
    for change in changes {
      let statement = change.isInsertion ? insertion : deletion
      let text = change.text
      try statement.execute(arguments: [
        change.row, text.title, text.breadcrumb, text.body, text.names,
      ])
    }
    changes = []
  }
}
