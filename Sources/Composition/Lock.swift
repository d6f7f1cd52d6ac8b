internal import Foundation
package import Sections

/// `joinery.lock`: for each composed file, which of its bytes come from which section.
///
/// It stands beside the files rather than in them, so that what is deployed holds no marks.
package struct Lock: Sendable, Equatable, Codable {
  /// The composed files, by path below the workspace.
  package private(set) var files: [String: File] = [:]

  /// A composed file as it was written.
  package struct File: Sendable, Equatable, Codable {
    /// The recipe it was composed from.
    package var recipe: String
    /// The hash of its bytes, which tells an edit made since.
    package var hash: ContentHash
    /// The sections in it, in order.
    package var sections: [Range]
  }

  /// Bytes of a file that were made of a section.
  package struct Range: Sendable, Equatable, Codable {
    /// The first byte, as an offset into the file.
    package var start: Int
    /// The offset after the last byte.
    package var end: Int
    /// The section's id; nil for a whole file.
    package var section: SectionID?
    /// The hash of the section's bytes at the time.
    package var hash: ContentHash
    /// The address that the recipe has.
    package var address: String
  }

  /// A lock with nothing in it.
  package init() {}

  /// Reads what ``text`` wrote.
  ///
  /// - Throws: ``CompositionFailure/unreadable(file:line:reason:)``.
  package init(_ bytes: [UInt8], file: String = "joinery.lock") throws(CompositionFailure) {
    do {
      self = try JSONDecoder().decode(Lock.self, from: Data(bytes))
    } catch {
      throw .unreadable(file: file, line: 1, reason: "not a lock that joinery wrote")
    }
  }

  /// Takes in `composed`, which `recipe` made, in place of what that recipe made before.
  package mutating func record(_ composed: Composed, recipe: String) {
    remove(recipe: recipe)
    for file in composed.files {
      files[file.path] = File(
        recipe: recipe, hash: ContentHash(of: file.draft.bytes),
        sections: file.placements.map(Range.init))
    }
  }

  /// Forgets what `recipe` made.
  package mutating func remove(recipe: String) {
    files = files.filter { $0.value.recipe != recipe }
  }

  /// The file's text: JSON, sorted, a line for each range, so that its changes can be read.
  package var text: String {
    let entries = files.sorted { $0.key < $1.key }.map { path, file in
      let ranges = file.sections.map { "\n        \($0.json)" }.joined(separator: ",")
      return """
            \(Quoted.json(path)): {
              "recipe": \(Quoted.json(file.recipe)),
              "hash": "\(file.hash)",
              "sections": [\(ranges)\(ranges.isEmpty ? "" : "\n      ")]
            }
        """
    }
    let list = entries.map { "\n\($0)" }.joined(separator: ",")
    return "{\n  \"files\": {\(list)\(list.isEmpty ? "" : "\n  ")}\n}\n"
  }
}

extension Lock.Range {
  fileprivate init(_ placement: Composed.Placement) {
    start = placement.range.lowerBound
    end = placement.range.upperBound
    section = placement.section
    hash = placement.hash
    address = placement.address.text
  }

  fileprivate var json: String {
    let id = section.map { "\"section\": \"\($0)\", " } ?? ""
    return "{\"start\": \(start), \"end\": \(end), \(id)\"hash\": \"\(hash)\", "
      + "\"address\": \(Quoted.json(address))}"
  }
}
