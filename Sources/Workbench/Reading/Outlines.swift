internal import Sections

internal import Graph

/// A file with its sections, in reading order.
package struct FileOutline: Codable, Sendable, Equatable {
  /// Its path in the library.
  package var path: String
  /// The component that it belongs to.
  package var component: String?
  /// Its length.
  package var bytes: Int
  /// About how many tokens it costs to read whole.
  package var tokens: Int
  /// What its parser could not make out.
  package var warnings: [String]
  /// Its sections. `depth` tells what is inside what.
  package var sections: [SectionView]
}

extension Workbench {
  /// The outline of what `address` names: a component's files, a file, or a section with what is
  /// inside it.
  ///
  /// - Throws: ``AddressFailure``.
  package func tree(_ address: String) throws -> [FileOutline] {
    switch try graph.resolve(try Address(address)) {
    case .component(let component):
      return try graph.documents(of: component.path).map { try outline(of: $0) }
    case .document(let document):
      return [try outline(of: document)]
    case .section(let section):
      guard let document = try graph.document(at: section.path) else { return [] }
      let range = section.cut.range
      return [
        try outline(of: document) {
          $0.cut.range.clamped(to: range) == $0.cut.range && $0.position >= section.position
        }
      ]
    }
  }

  private func outline(
    of document: StoredDocument, keeping isWanted: (StoredSection) -> Bool = { _ in true }
  ) throws -> FileOutline {
    let sections = try graph.outline(of: document).filter(isWanted)
    return FileOutline(
      path: document.path, component: document.component, bytes: document.stat.size,
      tokens: document.tokens, warnings: document.warnings,
      sections: try views(of: sections))
  }

  /// What lists show of sections that may stand in several files.
  func views(of sections: [StoredSection]) throws -> [SectionView] {
    var files: [PathKey: LineTable] = [:]
    let short = try graph.shortIDs(for: sections.map(\.id))
    return try sections.map { section in
      let lines: LineTable
      if let known = files[PathKey(section.path)], section.isCurrent {
        lines = known
      } else {
        lines = LineTable(try graph.fileBytes(of: section) ?? [])
        if section.isCurrent { files[PathKey(section.path)] = lines }
      }
      return SectionView(section, short: short[section.id] ?? section.id.description, lines)
    }
  }
}

extension SectionView {
  init(_ section: StoredSection, short: String, _ lines: LineTable) {
    let cut = section.cut
    self.init(
      id: section.id.description, short: short, address: section.address, kind: cut.kind.rawValue,
      title: cut.title, depth: cut.depth, level: cut.level, language: cut.language,
      firstLine: lines.line(at: cut.range.lowerBound) + 1,
      lastLine: lines.line(at: max(cut.range.lowerBound, cut.range.upperBound - 1)) + 1,
      bytes: cut.range.count, tokens: section.tokens, hash: cut.hash.hex)
  }
}
