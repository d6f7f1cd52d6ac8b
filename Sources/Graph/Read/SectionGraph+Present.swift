import Foundation
import GRDB
package import Sections

/// A section, or a whole file, that somebody took a copy of.
package struct CopiedSection: Sendable, Equatable {
  /// The section's id; nil for a whole file, or the top of one.
  package var id: SectionID?
  /// The path of the file; only looked at where there is no id.
  package var path: String
  /// The hash of what was copied.
  package var hash: ContentHash

  /// A copy.
  package init(id: SectionID?, path: String, hash: ContentHash) {
    self.id = id
    self.path = path
    self.hash = hash
  }
}

/// What the library has today in the place of what was copied.
package struct PresentSection: Sendable, Equatable {
  /// The path of its file.
  package var path: String
  /// What stands after `#` in its address; nil for a whole file.
  package var fragment: String?
  /// The hash of what it is now; for a copy without an id the hash of the copy where the file
  /// still has that.
  package var hash: ContentHash
}

extension SectionGraph {
  /// What each of `copies` is today; nil for those that are gone. One query, however many.
  package func present(_ copies: [CopiedSection]) throws -> [PresentSection?] {
    let list = copies.map { copy in
      [copy.id.map { String($0.column) } ?? "", copy.path, copy.hash.hex]
    }
    let json = String(decoding: try JSONEncoder().encode(list), as: UTF8.self)
    var found: [PresentSection?] = Array(repeating: nil, count: copies.count)
    try read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          WITH copy AS (
            SELECT key AS number, CAST(nullif(json_extract(value, '$[0]'), '') AS INTEGER) AS id,
              json_extract(value, '$[1]') AS path, json_extract(value, '$[2]') AS hash
            FROM json_each(?))
          SELECT number, d.path, s.anchor, s.ordinal, s.hash
          FROM copy JOIN section s ON s.sectionId = copy.id
          JOIN document d ON d.id = s.documentId
          UNION ALL
          SELECT number, d.path, NULL, 1, coalesce(
            (SELECT s.hash FROM section s
              WHERE s.documentId = d.id AND lower(hex(s.hash)) = copy.hash LIMIT 1),
            blob.hash)
          FROM copy JOIN document d ON d.path = copy.path AND d.isRemoved = 0
          JOIN blob ON blob.id = d.blobId WHERE copy.id IS NULL
          """, arguments: [json])
      while let row = try rows.next() {
        let (number, anchor, ordinal) = (row[0] as Int, row[2] as String?, row[3] as Int)
        found[number] = PresentSection(
          path: row[1], fragment: anchor.map { ordinal == 1 ? $0 : "\($0)~\(ordinal)" },
          hash: try row.hash(at: 4))
      }
    }
    return found
  }
}
