/// What the library has of one file: enough, with the bytes of ``hash``, to put it back exactly.
package struct LibraryState: Codable, Sendable, Hashable {
  /// The hash of its bytes.
  package let hash: ContentHash
  /// The ids of its sections, in reading order.
  package let sections: [SectionID]
  /// Whether its owner may run it.
  package let isExecutable: Bool
  /// Where it is on disk: its absolute path.
  package let location: String
  /// Which parser read it, `ID/VERSION`; nil where none claimed it.
  package let parser: String?

  /// A state.
  package init(
    hash: ContentHash, sections: [SectionID], isExecutable: Bool, location: String, parser: String?
  ) {
    self.hash = hash
    self.sections = sections
    self.isExecutable = isExecutable
    self.location = location
    self.parser = parser
  }
}
