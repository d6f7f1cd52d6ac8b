import GRDB
package import Sections

/// What an address names.
package enum Resolution: Sendable, Equatable {
  /// One section, now or, where the address is pinned, as it was.
  case section(StoredSection)
  /// A file.
  case document(StoredDocument)
  /// A component.
  case component(Component)
}

extension SectionGraph {
  /// Follows an address.
  ///
  /// The whole text goes before its parts: a file may be called `a#b`. A name goes before an id that begins like it, a whole path before the end of one, and a file
  /// before a component that is this file.
  ///
  /// - Throws: ``AddressFailure``, with candidates where the address is ambiguous and with similar
  ///   names where it is unknown; ``GraphFailure`` where the library cannot be read.
  package func resolve(_ address: Address) throws -> Resolution {
    try remembered(\.resolutions, address.text) {
      try read { db in try Resolver(db, address).resolve() }
    }
  }

  /// Follows an address that is to name a section.
  ///
  /// - Throws: as ``resolve(_:)`` does, and ``AddressFailure/notASection(_:)``.
  package func section(at address: Address) throws -> StoredSection {
    guard case .section(let section) = try resolve(address) else {
      throw AddressFailure.notASection(address.text)
    }
    return section
  }
}

/// The following of one address.
struct Resolver {
  private let db: Database
  private let address: Address

  init(_ db: Database, _ address: Address) {
    self.db = db
    self.address = address
  }

  func resolve() throws -> Resolution {
    if let document = try documentOfWholeText() { return .document(document) }
    if let anchor = address.anchor { return .section(try section(anchor)) }
    if let document = try document() { return .document(document) }
    if let component = try component() { return .component(component) }
    if let section = try sectionByID() { return .section(section) }
    throw AddressFailure.unknown(address.text, similar: try similarPaths())
  }

  // MARK: Files and components

  /// The files whose path is, or ends with, the path of the address; one where it is exact.
  private func documents() throws -> [StoredDocument] {
    let exact = try StoredDocument.fetch(db, "d.path = ?", [address.path])
    guard exact.isEmpty, !address.path.isEmpty else { return exact }
    let (lower, upper) = PathEnds.bounds(address.path)
    return try StoredDocument.fetch(
      db,
      """
      d.id IN (SELECT id FROM document INDEXED BY document_on_reversedPath
        WHERE reversedPath >= ? AND reversedPath < ?)
      """, [lower, upper])
  }

  /// The file that the whole address is the path of, though it holds a `#` or ends like a pin.
  private func documentOfWholeText() throws -> StoredDocument? {
    guard address.text != address.path else { return nil }
    return try StoredDocument.fetch(db, "d.path = ?", [address.text]).first
  }

  private func document() throws -> StoredDocument? {
    try only(try documents()) { $0.path }
  }

  private func component() throws -> Component? {
    let path = address.path
    if let exact = try Component.fetch(db, "path = ?", [path]).first { return exact }
    let (lower, upper) = PathEnds.bounds(path)
    let found = try Component.fetch(
      db,
      """
      id IN (SELECT id FROM component WHERE name = ?
        UNION SELECT id FROM component INDEXED BY component_on_reversedPath
        WHERE reversedPath >= ? AND reversedPath < ?)
      """, [path, lower, upper])
    return try only(found) { $0.path }
  }

  /// The only one of `found`; nil where there is none.
  private func only<Found>(_ found: [Found], name: (Found) -> String) throws -> Found? {
    guard found.count > 1 else { return found.first }
    throw AddressFailure.ambiguous(address.text, candidates: found.map(name))
  }

  // MARK: Sections

  private func section(_ anchor: String) throws -> StoredSection {
    let documents = try documentsOfAnchor()
    guard !documents.isEmpty || address.pin != nil else {
      throw AddressFailure.unknown(address.text, similar: try similarPaths())
    }
    var found = try documents.flatMap { document in
      try StoredSection.fetch(
        db, "WHERE s.documentId = ? AND s.anchor = ? AND s.ordinal = ?",
        [document.id, anchor, address.ordinal])
    }
    if found.isEmpty, address.pin != nil { found = try pastSections(anchor) }
    if let section = try only(found, name: candidate) { return try pinned(section) }
    throw AddressFailure.unknown(
      address.text, similar: try similarAnchors(anchor, in: documents))
  }

  /// The files that the anchor may be in: those of that path, else the entry of the component of
  /// that name.
  private func documentsOfAnchor() throws -> [StoredDocument] {
    guard !address.path.isEmpty else { return try StoredDocument.fetch(db, "1") }
    let found = try documents()
    guard found.isEmpty, let component = try component() else { return found }
    return try StoredDocument.fetch(db, "d.path = ?", [component.entry])
  }

  private func sectionByID() throws -> StoredSection? {
    guard let ids = address.ids else { return nil }
    let range: StatementArguments = [ids.lowerBound.column, ids.upperBound.column]
    let condition = "WHERE s.sectionId BETWEEN ? AND ? ORDER BY s.sectionId"
    var found = try StoredSection.fetch(db, "\(condition) LIMIT 20", range)
    if found.isEmpty, address.pin != nil {
      found = try StoredSection.fetchPast(db, condition, range)
      found = found.filter { $0.id == found[0].id }
      found = Array(found.prefix(1))
    }
    return try only(found, name: candidate).map { try pinned($0) }
  }

  private func candidate(_ section: StoredSection) -> String {
    "\(section.id) \(section.address)"
  }

  // MARK: Pins

  /// Sections that are gone, by file and anchor, each once.
  private func pastSections(_ anchor: String) throws -> [StoredSection] {
    let (lower, upper) = PathEnds.bounds(address.path)
    let found = try StoredSection.fetchPast(
      db,
      """
      WHERE s.documentId IN (
        SELECT id FROM document INDEXED BY document_on_reversedPath WHERE reversedPath = ?
        UNION SELECT id FROM document INDEXED BY document_on_reversedPath
        WHERE reversedPath >= ? AND reversedPath < ?)
      AND s.anchor = ? AND s.ordinal = ? ORDER BY s.id DESC
      """, [PathEnds.reversed(address.path), lower, upper, anchor, address.ordinal])
    var seen: Set<SectionID> = []
    let once = found.filter { seen.insert($0.id).inserted }
    let pin = address.pin ?? ""
    let fitting = found.filter { $0.cut.hash.hex.hasPrefix(pin) }
    return fitting.isEmpty ? once : Array(fitting.prefix(1))
  }

  /// The version of `section` that the address asks for.
  private func pinned(_ section: StoredSection) throws -> StoredSection {
    guard let pin = address.pin else { return section }
    if section.cut.hash.hex.hasPrefix(pin) { return section }
    let past = try StoredSection.fetchPast(
      db, "WHERE s.sectionId = ? AND s.blobId IS NOT NULL ORDER BY s.id DESC", [section.id.column])
    guard let version = past.first(where: { $0.cut.hash.hex.hasPrefix(pin) }) else {
      throw AddressFailure.noSuchVersion(address.text, pin: pin)
    }
    return version
  }

  // MARK: Names that are similar

  private func similarPaths() throws -> [String] {
    let paths = try String.fetchAll(
      db,
      sql: """
        SELECT name FROM component UNION SELECT path FROM document WHERE isRemoved = 0 LIMIT 20000
        """)
    return Similarity.closest(to: address.path, among: paths).map { path in
      address.anchor.map { "\(path)#\($0)" } ?? path
    }
  }

  private func similarAnchors(
    _ anchor: String, in documents: [StoredDocument]
  ) throws -> [String] {
    guard let document = documents.first else { return [] }
    let anchors = try String.fetchAll(
      db, sql: "SELECT DISTINCT anchor FROM section WHERE documentId = ? LIMIT 20000",
      arguments: [document.id])
    return Similarity.closest(to: anchor, among: anchors).map { "\(document.path)#\($0)" }
  }
}
