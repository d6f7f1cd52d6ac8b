internal import Graph
internal import Sections

/// A section that has to do with another.
package struct RelatedSection: Codable, Sendable, Equatable {
  /// How: refers-to, referred-from, around, inside, before, after, or alike by the words that tell
  /// most.
  package var how: String
  /// The section.
  package var section: SectionView
}

extension Workbench {
  /// How many of the rarest words of a section are looked for in others.
  private static let tellingWords = 12

  /// What has to do with the section that `address` names: what it refers to, what refers to it,
  /// what stands around, inside, before and after it, and sections with the same rare words.
  ///
  /// - Parameter limit: how many by words, at most.
  /// - Throws: ``AddressFailure``.
  package func related(_ address: String, limit: Int = 5) throws -> [RelatedSection] {
    let section = try graph.section(at: try Address(address))
    var list: [(how: String, section: StoredSection)] = []
    list += try graph.references(of: section).flatMap(\.sections).map { ("refers-to", $0) }
    list += try graph.whereUsed(section).map { ("referred-from", $0.source) }
    list += try graph.parent(of: section).map { [("around", $0)] } ?? []
    list += try graph.children(of: section).filter { !$0.cut.isInline }.map { ("inside", $0) }
    list += try neighbours(of: section)
    list += try graph.alike(section, words: Workbench.tellingWords, limit: limit).map {
      ("words", $0)
    }
    var known: Set<SectionID> = [section.id]
    list = list.filter { known.insert($0.section.id).inserted }
    return zip(list, try views(of: list.map(\.section))).map { item, view in
      RelatedSection(how: item.how, section: view)
    }
  }

  private func neighbours(
    of section: StoredSection
  ) throws -> [(how: String, section: StoredSection)] {
    guard let document = try graph.document(at: section.path), section.isCurrent else { return [] }
    let level = try graph.outline(of: document).filter { $0.parent == section.parent }
    guard let place = level.firstIndex(where: { $0.id == section.id }) else { return [] }
    var list: [(String, StoredSection)] = []
    if place > 0 { list.append(("before", level[place - 1])) }
    if place + 1 < level.count { list.append(("after", level[place + 1])) }
    return list
  }
}
