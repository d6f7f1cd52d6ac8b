internal import Composition
internal import Graph
internal import Sections

extension Workbench {
  /// What composing needs of the section, file or component's entry that `address` names.
  ///
  /// - Throws: ``AddressFailure``.
  func part(_ address: Address) async throws -> Part {
    switch try graph.resolve(address) {
    case .section(let section):
      return try await part(address, section)
    case .document(let document):
      return try await part(address, whole: document)
    case .component(let component):
      guard let entry = try graph.document(at: component.entry) else {
        throw AddressFailure.unknown(component.entry, similar: [])
      }
      return try await part(address, whole: entry)
    }
  }

  /// The same, for a section that was looked up: a version of it, perhaps.
  func part(_ address: Address, _ section: StoredSection) async throws -> Part {
    // Read again rather than taken from the library, so that a pinned version has its own
    // headings and code blocks.
    let (reading, code) = try await library.parsed(section) {
      guard let bytes = try graph.fileBytes(of: section) else {
        throw AddressFailure.noSuchVersion(address.text, pin: section.cut.hash.short)
      }
      let reading = await parsers.read(Source(path: section.path, bytes: bytes))
      return (reading, try await codeFile(of: reading))
    }
    guard let index = reading.cuts.firstIndex(where: { $0.range == section.cut.range }) else {
      throw AddressFailure.noSuchVersion(address.text, pin: section.cut.hash.short)
    }
    var part = Part(
      address: address, id: section.id, source: reading.source, cuts: reading.cuts, index: index,
      landmarks: reading.outline.landmarks, file: code)
    part.readLabels(of: reading)
    part.isExecutable = try graph.document(at: section.path)?.stat.isExecutable ?? false
    return part
  }

  /// What stands at the top of a file of code: its imports and constants.
  func preamble(of reading: Reading, besides index: Int) -> Passage? {
    guard let cut = reading.cuts.first, cut.kind == .preamble, index != 0 else { return nil }
    return Passage(
      id: nil, hash: cut.hash, bytes: Array(reading.source.bytes[cut.range]),
      start: cut.range.lowerBound)
  }

  private func part(_ address: Address, whole document: StoredDocument) async throws -> Part {
    let source = Source(path: document.path, bytes: try graph.bytes(of: document))
    var part = Part(address: address, whole: await parsers.read(source))
    part.isExecutable = document.stat.isExecutable
    return part
  }
}
