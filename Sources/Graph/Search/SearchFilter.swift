import Foundation
import GRDB
import Sections

/// The filters of a query as a condition on the tables `s`, `d` and `c`: section, document and
/// component.
struct SearchFilter {
  private(set) var condition = "1"
  private(set) var arguments: StatementArguments = []
  var isEmpty: Bool { condition == "1" }

  /// - Parameter now: nanoseconds since 1970, from which `since:7d` counts back.
  init(_ query: Query, now: Int64 = Int64(Date().timeIntervalSince1970 * 1e9)) {
    either(query.kinds, "s.kind = ?")
    either(
      query.components, "(c.name = ? COLLATE NOCASE OR c.path = ? OR c.path LIKE ? || '/%')", 3)
    either(query.languages, "(s.language = ? COLLATE NOCASE OR d.parser LIKE ? || '/%')", 2)
    either(query.folders, "('/' || d.path || '/') LIKE '%/' || ? || '/%'")
    either(query.tags, "instr(\(SearchFilter.tags), ',' || \(SearchFilter.plain("?")) || ',')")
    if let since = query.since {
      condition += " AND d.modified >= ?"
      arguments += [since.moment(now: now)]
    }
  }

  /// Lets nothing through that matches, for FTS5, `text`.
  mutating func forbid(_ text: String) {
    condition += " AND s.id NOT IN (SELECT rowid FROM sectionIndex WHERE sectionIndex MATCH ?)"
    arguments += [text]
  }

  /// Lets through what meets `test` for any of `values`, which it takes `count` times.
  private mutating func either(_ values: [String], _ test: String, _ count: Int = 1) {
    guard !values.isEmpty else { return }
    let tests = Array(repeating: test, count: values.count).joined(separator: " OR ")
    condition += " AND (\(tests))"
    for value in values {
      let value = value.hasSuffix("/") ? String(value.dropLast()) : value
      arguments += StatementArguments(Array(repeating: value.storable, count: count))
    }
  }

  /// The tags of a component between commas, whether its file has them as a list or as a text.
  private static let tags: String = {
    let fields = ["tags", "tag", "keywords", "category", "categories"].map { key in
      "coalesce(json_extract(c.fields, '$.\(key)'), '')"
    }
    return plain("',' || \(fields.joined(separator: " || ',' || ")) || ','")
  }()

  private static func plain(_ text: String) -> String {
    ["[", "]", "\"", " "].reduce("lower(\(text))") { "replace(\($0), '\($1)', ',')" }
  }
}
