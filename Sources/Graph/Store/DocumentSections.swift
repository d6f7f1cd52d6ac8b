import Foundation
import GRDB
import Sections

/// Brings the sections of one document from an old version to a new one.
struct DocumentSections {
  private let document: Int64
  private let old: FileText
  private let new: FileText
  private(set) var added: [SectionID] = []
  private(set) var edited: [SectionID] = []
  private(set) var moved: [SectionID] = []
  private(set) var removed: [SectionID] = []

  init(document: Int64, old: FileText, new: FileText) {
    self.document = document
    self.old = old
    self.new = new
  }

  /// Writes `cuts`, which continue the sections `known` where they align, or else where `ids` say
  /// so. Only what differs is written.
  ///
  /// - Parameter ids: the id that each cut is to have; nil to find out.
  mutating func write(
    _ cuts: [Cut], as ids: [SectionID]?, over known: [KnownSection], into batch: inout Batch
  ) throws {
    let matches = matches(of: cuts, as: ids, to: known)
    let trails = DocumentSections.trails(of: cuts)
    var former = try FormerSections(batch.db, document: document, known: known)
    var isLeft = Array(repeating: true, count: known.count)
    for (position, cut) in cuts.enumerated() {
      let place = Place(position: position, cut: cut, trail: trails[position])
      guard let match = matches[position] else {
        try insert(place, as: ids?[position] ?? former.take(cut), into: &batch)
        continue
      }
      isLeft[match] = false
      let parent = cut.parent.flatMap { matches[$0] }
      note(known[match], becomes: cut, isBelowSame: parent == known[match].cut.parent)
      try update(known[match], to: place, in: &batch)
    }
    for (section, isLeft) in zip(known, isLeft) where isLeft {
      if section.row != nil { removed.append(section.id) }
      try retire(section, from: &batch)
    }
  }

  /// For each cut, which section of `known` it continues.
  private func matches(
    of cuts: [Cut], as ids: [SectionID]?, to known: [KnownSection]
  ) -> [Int?] {
    guard let ids else {
      return Alignment(from: known.map(\.cut), of: old.bytes, to: cuts, of: new.bytes).matches
    }
    let places = Dictionary(
      zip(known.map(\.id), known.indices), uniquingKeysWith: { first, _ in first })
    return ids.map { places[$0] }
  }

  /// Makes past sections of `known`, from which the document can be brought back.
  mutating func removeAll(_ known: [KnownSection], from batch: inout Batch) throws {
    for section in known { try retire(section, isLast: true, from: &batch) }
    removed = known.map(\.id)
  }

  private mutating func note(
    _ section: KnownSection, becomes cut: Cut, isBelowSame: Bool
  ) {
    if section.row == nil { added.append(section.id) }
    if section.cut.hash != cut.hash { edited.append(section.id) }
    if section.cut.title != cut.title || !isBelowSame { moved.append(section.id) }
  }

  private struct Place {
    var position: Int
    var cut: Cut
    var trail: String
  }

  private mutating func insert(
    _ place: Place, as former: SectionID?, into batch: inout Batch
  ) throws {
    let id = try former ?? newID(for: place.cut, batch.db)
    added.append(id)
    try insertRow(id, place, into: &batch)
    if former != nil { try notLast(id, in: batch.db) }
  }

  private func insertRow(_ id: SectionID, _ place: Place, into batch: inout Batch) throws {
    let row = batch.nextRow
    batch.nextRow += 1
    let text = new.text(of: place.cut, trail: place.trail)
    try batch.db.cachedStatement(
      sql: """
        INSERT INTO section (id, sectionId, documentId, trail, names, \(Cut.columns))
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(
      arguments: StatementArguments(
        [row, id.column, document, place.trail, text.names]
          + place.cut.values(at: place.position)))
    batch.text.insert(text, row: row)
  }

  /// The first id for `cut` that no section has or had.
  private func newID(for cut: Cut, _ db: Database) throws -> SectionID {
    let taken = try db.cachedStatement(
      sql: """
        SELECT EXISTS (SELECT 1 FROM section WHERE sectionId = ?1)
          OR EXISTS (SELECT 1 FROM pastSection WHERE sectionId = ?1)
        """)
    var attempt = 0
    while true {
      let id = SectionID(path: new.path, fragment: cut.fragment, attempt: attempt)
      guard try Bool.fetchOne(taken, arguments: [id.column]) == true else { return id }
      attempt += 1
    }
  }

  private func update(
    _ section: KnownSection, to place: Place, in batch: inout Batch
  ) throws {
    guard let row = section.row else {
      try insertRow(section.id, place, into: &batch)
      return try notLast(section.id, in: batch.db)
    }
    if section.cut.hash != place.cut.hash { try keepPast(section, in: batch.db) }
    let before = old.text(of: section.cut, trail: section.trail)
    let after = new.text(of: place.cut, trail: place.trail)
    let isSameText = before.isSame(as: after)
    if !isSameText {
      batch.text.remove(before, row: row)
      batch.text.insert(after, row: row)
    }
    guard !isSameText || section.cut != place.cut || section.position != place.position else {
      return
    }
    try batch.db.cachedStatement(
      sql: """
        UPDATE section SET (trail, names, \(Cut.columns))
          = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        WHERE id = ?
        """
    ).execute(
      arguments: StatementArguments(
        [place.trail, after.names] + place.cut.values(at: place.position) + [row]))
  }

  /// Takes a section out of the document; what it was stays as a past section.
  private func retire(
    _ section: KnownSection, isLast: Bool = false, from batch: inout Batch
  ) throws {
    guard let row = section.row else { return try notLast(section.id, in: batch.db) }
    try keepPast(section, isLast: isLast, in: batch.db)
    batch.text.remove(old.text(of: section.cut, trail: section.trail), row: row)
    try batch.db.cachedStatement(sql: "DELETE FROM section WHERE id = ?")
      .execute(arguments: [row])
  }

  private func keepPast(
    _ section: KnownSection, isLast: Bool = false, in db: Database
  ) throws {
    try db.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO pastSection (sectionId, documentId, blobId, isLast, \(Cut.columns))
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(
      arguments: StatementArguments(
        [section.id.column, document, old.blob, isLast]
          + section.cut.values(at: section.position)))
  }

  private func notLast(_ id: SectionID, in db: Database) throws {
    try db.cachedStatement(
      sql: "UPDATE pastSection SET isLast = 0 WHERE sectionId = ? AND isLast"
    ).execute(arguments: [id.column])
  }

  /// For each cut the titles of the sections around it, outermost first.
  private static func trails(of cuts: [Cut]) -> [String] {
    var trails: [String] = []
    for cut in cuts {
      guard let parent = cut.parent else {
        trails.append("")
        continue
      }
      let title = cuts[parent].title.prefix(80)
      trails.append(trails[parent].isEmpty ? String(title) : "\(trails[parent]) › \(title)")
    }
    return trails
  }
}

/// Sections that a document once had, and that may come back with the content they had.
struct FormerSections {
  private var ids: [ContentHash: [SectionID]] = [:]
  private var taken: Set<SectionID> = []

  init(_ db: Database, document: Int64, known: [KnownSection]) throws {
    let present = Set(known.map(\.id))
    let statement = try db.cachedStatement(
      sql: """
        SELECT sectionId, hash FROM pastSection WHERE documentId = ? AND NOT EXISTS
          (SELECT 1 FROM section WHERE section.sectionId = pastSection.sectionId)
        ORDER BY id DESC
        """)
    let rows = try Row.fetchCursor(statement, arguments: [document])
    while let row = try rows.next() {
      let id = SectionID(column: row[0])
      if !present.contains(id) { ids[try row.hash(at: 1), default: []].append(id) }
    }
  }

  /// The section that had the content of `cut`, once.
  mutating func take(_ cut: Cut) -> SectionID? {
    while let id = ids[cut.hash]?.popLast() {
      if taken.insert(id).inserted { return id }
    }
    return nil
  }
}
