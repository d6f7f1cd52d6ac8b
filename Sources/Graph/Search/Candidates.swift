import Foundation
import GRDB

/// A section that may be among the best.
struct Candidate {
  let row: Int64
  var document: Int64 = 0
  var range = 0..<0
  var isInline = false
  var parts = ScoreParts()
  /// Rows of hits inside it or around it that it stands for.
  var folded: [Int64] = []

  init(row: Int64) { self.row = row }
}

/// The sections that the index ranks best, with their texts.
struct Candidates {
  /// How many bytes of files are read for one search. Sections of files beyond that are ranked by
  /// their titles.
  private static let budget = 1 << 24

  private let db: Database
  private let indexed: [Int64: Double]
  private let rows: [Int64]
  private let components: [Int64: Double]

  /// - Parameters:
  ///   - added: rows that the index did not rank.
  ///   - components: how well components fit, the best being 1.
  init(
    _ db: Database, _ found: [Finder.Found], _ added: [Int64], _ components: [Int64: Double]
  ) {
    self.db = db
    let best = found.first?.rank ?? 0
    indexed = Dictionary(
      found.map { ($0.row, best < 0 ? $0.rank / best : 0) }, uniquingKeysWith: { first, _ in first }
    )
    rows = found.map(\.row) + added
    self.components = components
  }

  /// The candidates, best first.
  func ranked(by sought: Sought) throws -> [Candidate] {
    let scorer = Scorer(sought)
    // By file, so that each is read once.
    let statement = try db.cachedStatement(
      sql: """
        SELECT s.id, s.title, d.path || ' ' || s.trail, s.names, s.isInline, d.isSearchable,
          d.blobId, s.start, s.headEnd, s.tailStart, s."end", d.componentId, s.documentId, b.size
        FROM section s JOIN document d ON d.id = s.documentId JOIN blob b ON b.id = d.blobId
        WHERE s.id IN (SELECT value FROM json_each(?)) ORDER BY d.blobId, s.id
        """)
    var file: (blob: Int64, bytes: Data)?
    var budget = Candidates.budget
    var candidates: [Candidate] = []
    let list = "[\(rows.map(String.init).joined(separator: ","))]"
    for row in try Row.fetchAll(statement, arguments: [list]) {
      let isRead = row[5] as Bool && !(row[4] as Bool)
      if isRead, file?.blob != row[6] {
        let size: Int = row[13]
        file = (row[6], size <= budget ? try bytes(row[6]) : Data())
        if size <= budget { budget -= size }
      }
      candidates.append(candidate(row, isRead ? file?.bytes ?? Data() : Data(), scorer))
    }
    return candidates.sorted { ($1.parts.total, $0.row) < ($0.parts.total, $1.row) }
  }

  private func candidate(_ row: Row, _ file: Data, _ scorer: Scorer) -> Candidate {
    let (start, headEnd, tailStart, end) = (row[7], row[8], row[9], row[10]) as (Int, Int, Int, Int)
    var body = file.part(start, headEnd)
    if tailStart < end { body += file.part(tailStart, end) }
    var candidate = Candidate(row: row[0])
    candidate.document = row[12]
    candidate.range = start..<max(start, end)
    candidate.isInline = row[4]
    var parts = scorer.parts(
      [
        Data((row[1] as String).utf8), Data((row[2] as String).utf8), body,
        Data((row[3] as String).utf8),
      ])
    parts.index = indexed[candidate.row] ?? 0
    parts.component = (row[11] as Int64?).flatMap { components[$0] } ?? 0
    parts.total = Scorer.total(parts) * (candidate.isInline ? 0.9 : 1)
    parts.byWords = parts.total
    candidate.parts = parts
    return candidate
  }

  private func bytes(_ blob: Int64) throws -> Data {
    let statement = try db.cachedStatement(sql: "SELECT bytes FROM blob WHERE id = ?")
    return try Data.fetchOne(statement, arguments: [blob]) ?? Data()
  }
}

extension Data {
  /// The bytes from `start` to `end`, as far as there are any.
  func part(_ start: Int, _ end: Int) -> Data {
    let range = (startIndex + start)..<(startIndex + Swift.max(start, end))
    return self[range.clamped(to: startIndex..<endIndex)]
  }
}
