package import Sections

extension Lock {
  /// The sections of one file of the author's that are linked to those they were copied from.
  ///
  /// Everything outside of them is the author's. The ranges are those of a version of the file in
  /// which each linked section is as its source gave it: in the author's own version, which may be
  /// another by now, they are found again by aligning the two.
  package struct Links: Sendable, Equatable, Decodable {
    /// The hash of that version of the file.
    package var hash: ContentHash
    /// The same bytes by their name in git.
    package var blob: String
    /// The linked sections, in order. They do not overlap.
    package var sections: [Range]

    private enum CodingKeys: String, CodingKey {
      case hash, blob, sections
    }

    /// Links of a file that was `hash`.
    package init(hash: ContentHash, blob: String, sections: [Range]) {
      self.hash = hash
      self.blob = blob
      self.sections = sections.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
    }

    /// Reads links that are in order and do not overlap.
    ///
    /// - Throws: `DecodingError` where they are not.
    package init(from decoder: any Decoder) throws {
      let keys = try decoder.container(keyedBy: CodingKeys.self)
      hash = try keys.decode(ContentHash.self, forKey: .hash)
      blob = try keys.decode(String.self, forKey: .blob)
      sections = try keys.decode([Range].self, forKey: .sections)
      var end = 0
      for section in sections {
        guard section.start >= end, section.end > section.start else {
          throw DecodingError.dataCorruptedError(
            forKey: .sections, in: keys, debugDescription: "these are no places of links")
        }
        end = section.end
      }
    }

    var json: String {
      let members = [
        "\"hash\": \"\(hash)\"", "\"blob\": \(Quoted.json(blob))",
        "\"sections\": \(Lock.File.list(sections.map(\.json)))",
      ]
      return "{\n      \(members.joined(separator: ",\n      "))\n    }"
    }
  }
}
