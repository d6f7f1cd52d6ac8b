internal import Graph
internal import Sections

/// The ids that begin alike.
package struct SectionNames: Codable, Sendable, Equatable {
  /// The first of them, in order, 12 characters each.
  package var ids: [String]
  /// How many there are in all.
  package var total: Int
}

extension Workbench {
  /// The ids of sections that begin with `prefix`; of any where it is empty.
  ///
  /// - Parameter limit: how many to give at most.
  package func sectionIDs(beginningWith prefix: String, limit: Int) throws -> SectionNames {
    let found = try graph.sectionIDs(beginningWith: prefix, limit: limit)
    return SectionNames(ids: found.ids.map(\.description), total: found.total)
  }
}
