import Foundation
import GRDB
import Sections

/// The storing of some files in one transaction.
struct Batch {
  let db: Database
  var text = TextChanges()
  var nextRow: Int64
  private let roots: [Substring: Int64]
  /// Documents whose files are gone, by the content they had.
  private var gone: [ContentHash: [String]] = [:]
  private let gonePaths: Set<PathKey>

  init(_ db: Database, gone: Set<PathKey>) throws {
    self.db = db
    nextRow = 1 + (try Int64.fetchOne(db, sql: "SELECT max(id) FROM section") ?? 0)
    roots = Dictionary(
      try Row.fetchAll(db, sql: "SELECT name, id FROM root").map { row in
        (Substring(row[0] as String), row[1] as Int64)
      }, uniquingKeysWith: { first, _ in first })
    gonePaths = gone
    for key in gone.sorted() {
      guard let document = try KnownDocument.current(db, path: key.path) else { continue }
      self.gone[document.hash, default: []].append(key.path)
    }
  }

  /// Writes what was kept until the end.
  mutating func finish() throws {
    try text.apply(db)
  }

  mutating func store(_ arrival: Arrival) throws -> StoreOutcome {
    let known = try KnownDocument.current(db, path: arrival.path)
    let there = try KnownDocument.current(db, location: arrival.location)
    if let there, there.path != arrival.path,
      known != nil || !gonePaths.contains(PathKey(there.path))
    {
      return StoreOutcome(path: arrival.path, change: .sameFile(as: there.path))
    }
    if let known { return try update(known, with: arrival) }
    if let former = try there ?? takeGone(arrival.hash) {
      return try replace(former, with: arrival, as: .renamed(from: former.path))
    }
    if let former = try KnownDocument.removed(db, path: arrival.path) {
      return try replace(former, with: arrival, as: .added)
    }
    return try replace(nil, with: arrival, as: .added)
  }

  /// A file that is gone and had the content `hash`, for a new name to take over.
  private mutating func takeGone(_ hash: ContentHash) throws -> KnownDocument? {
    guard let path = gone[hash]?.popLast() else { return nil }
    return try KnownDocument.current(db, path: path)
  }

  private mutating func update(
    _ known: KnownDocument, with arrival: Arrival
  ) throws -> StoreOutcome {
    guard known.hash == arrival.hash, known.parser == arrival.reading.parser, arrival.ids == nil
    else {
      let change: StoreOutcome.Change = known.hash == arrival.hash ? .reparsed : .changed
      return try replace(known, with: arrival, as: change)
    }
    let stat = arrival.stat
    try db.cachedStatement(
      sql: """
        UPDATE document SET location = ?, modified = ?, inode = ?, isExecutable = ? WHERE id = ?
        """
    ).execute(arguments: [
      arrival.location, stat.modified, Int64(bitPattern: stat.inode), stat.isExecutable, known.id,
    ])
    return StoreOutcome(path: arrival.path, change: .unchanged)
  }

  /// Stores the content of `arrival` as the next version of `former`, or as a new document.
  private mutating func replace(
    _ former: KnownDocument?, with arrival: Arrival, as change: StoreOutcome.Change
  ) throws -> StoreOutcome {
    let oldBytes = try former?.bytes(db) ?? []
    let oldSections = try former.map { try KnownSection.all(db, of: $0) } ?? []
    let newText = FileText(arrival)
    let document = try writeDocument(former, arrival, newText)
    var sections = DocumentSections(
      document: document, old: FileText(former, bytes: oldBytes), new: newText)
    try sections.write(
      arrival.reading.cuts.map(\.storable), as: arrival.ids, over: oldSections, into: &self)
    try writeEdges(of: arrival.reading, document: document)
    var outcome = StoreOutcome(path: arrival.path, change: change)
    outcome.added = sections.added
    outcome.edited = sections.edited
    outcome.moved = sections.moved
    outcome.removed = sections.removed
    return outcome
  }

  private func root(of path: String) throws -> Int64 {
    let name = path.prefix { $0 != "/" }
    guard let root = roots[name] else { throw GraphFailure.noSuchRoot(String(name)) }
    return root
  }

  // MARK: Documents

  private func writeDocument(
    _ former: KnownDocument?, _ arrival: Arrival, _ text: FileText
  ) throws -> Int64 {
    let blob = former?.hash == arrival.hash ? former?.blob : nil
    let blobId = try blob ?? writeBlob(text.data, hash: arrival.hash)
    let stat = arrival.stat
    var warnings = arrival.reading.outline.warnings
    if !text.isSearchable, !arrival.reading.source.isBinary { warnings.append(FileText.tooLarge) }
    let values: [(any DatabaseValueConvertible)?] = [
      try root(of: arrival.path), blobId, arrival.path, Paths.stem(of: arrival.path),
      arrival.location, arrival.reading.parser, stat.size, stat.modified,
      Int64(bitPattern: stat.inode), stat.isExecutable, text.isSearchable,
      warnings.joined(separator: "\n"), arrival.facts, PathEnds.reversed(arrival.path),
    ]
    let columns = """
      rootId, blobId, path, stem, location, parser, size, modified, inode, isExecutable, \
      isSearchable, warnings, facts, reversedPath
      """
    let marks = Array(repeating: "?", count: values.count).joined(separator: ", ")
    var document = former?.id ?? 0
    if former == nil {
      try db.cachedStatement(
        sql: "INSERT INTO document (\(columns)) VALUES (\(marks))"
      ).execute(arguments: StatementArguments(values))
      document = db.lastInsertedRowID
    } else {
      try db.cachedStatement(
        sql: """
          UPDATE document SET (\(columns)) = (\(marks)), isRemoved = 0 WHERE id = ?
          """
      ).execute(arguments: StatementArguments(values + [document]))
    }
    if former?.hash != arrival.hash || former?.parser != arrival.reading.parser {
      try writeVersion(of: document, blob: blobId, parser: arrival.reading.parser)
    }
    return document
  }

  private func writeBlob(_ bytes: Data, hash: ContentHash) throws -> Int64 {
    let known = try db.cachedStatement(sql: "SELECT id FROM blob WHERE hash = ?")
    if let id = try Int64.fetchOne(known, arguments: [hash.data]) { return id }
    try db.cachedStatement(
      sql: "INSERT INTO blob (hash, size, bytes) VALUES (?, ?, coalesce(?, x''))"
    ).execute(arguments: [hash.data, bytes.count, bytes])
    return db.lastInsertedRowID
  }

  private func writeVersion(of document: Int64, blob: Int64, parser: String?) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO version (documentId, sequence, blobId, parser)
        SELECT ?1, 1 + coalesce(max(sequence), 0), ?2, ?3 FROM version WHERE documentId = ?1
        """
    ).execute(arguments: [document, blob, parser])
  }

  /// Makes a tombstone of the document at `path`, if there is one, and says how many sections
  /// are gone with it.
  mutating func remove(_ path: String) throws -> Int {
    guard let document = try KnownDocument.current(db, path: path) else { return 0 }
    let bytes = try document.bytes(db)
    let file = FileText(document, bytes: bytes)
    var sections = DocumentSections(document: document.id, old: file, new: file)
    try sections.removeAll(try KnownSection.all(db, of: document), from: &self)
    try db.cachedStatement(sql: "DELETE FROM edge WHERE documentId = ?")
      .execute(arguments: [document.id])
    try db.cachedStatement(
      sql: "UPDATE document SET isRemoved = 1, componentId = NULL WHERE id = ?"
    ).execute(arguments: [document.id])
    return sections.removed.count
  }
}
