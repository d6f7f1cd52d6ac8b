internal import Foundation
package import Sections

/// `joinery.lock`: for each composed file, which of its bytes come from which section; for each file
/// of the author's, which sections in it are linked to those they were copied from; and for each
/// file that was checked out, from where.
///
/// It stands beside the files rather than in them, so that what is deployed holds no marks.
package struct Lock: Sendable, Equatable, Decodable {
  /// The composed files, by path below the workspace.
  package private(set) var files: [String: File] = [:]
  /// Where files were checked out from, by path below the workspace.
  package var checkouts: [String: Checkout] = [:]
  /// The sections that are linked in files that no recipe made, by path below the workspace.
  package var links: [String: Links] = [:]

  /// A composed file as it was written.
  package struct File: Sendable, Equatable {
    /// The recipe it was composed from.
    package var recipe: String
    /// The hash of the bytes that were composed, which tells an edit made since.
    package var hash: ContentHash
    /// The same bytes by their name in git, where later updates find them; nil where not kept.
    package var blob: String?
    /// The sections in it, in order.
    package var sections: [Range]
    /// Where each of the bytes that were composed comes from; nil in a lock that was written
    /// before it was kept.
    package var origins: [Draft.Span]?
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
    /// The address that the recipe has, or that was linked to.
    package var address: String
    /// For a linked section the level at which composing puts it here; nil where it stands as it
    /// is at its source, and in composed files.
    package var level: Int?
  }

  /// What a file of the workspace was when it and the library last agreed.
  package struct Checkout: Sendable, Equatable, Codable {
    /// The path in the library that it came from.
    package var source: String
    /// The hash of the bytes that both had: the base of later merges.
    package var hash: ContentHash

    /// A checkout of the file at `source`.
    package init(source: String, hash: ContentHash) {
      self.source = source
      self.hash = hash
    }
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

  private enum CodingKeys: String, CodingKey {
    case files, checkouts, links
  }

  /// Reads the keys there are: a lock without checkouts or links has no key for them.
  package init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    files = try keys.decode([String: File].self, forKey: .files)
    checkouts = try keys.decodeIfPresent([String: Checkout].self, forKey: .checkouts) ?? [:]
    links = try keys.decodeIfPresent([String: Links].self, forKey: .links) ?? [:]
  }

  /// Takes in `composed`, which `recipe` made, in place of what that recipe made before. What was
  /// linked in one of its files is the recipe's from now on.
  package mutating func record(_ composed: Composed, recipe: String) {
    remove(recipe: recipe)
    for file in composed.files {
      links[file.path] = nil
      files[file.path] = File(
        recipe: recipe, hash: ContentHash(of: file.draft.bytes),
        sections: file.placements.map(Range.init), origins: file.draft.spans)
    }
  }

  /// Says where git has the bytes that were composed as the file at `path`.
  package mutating func keep(_ path: String, as blob: String) { files[path]?.blob = blob }

  /// Notes of the file at `path` what was noted before; nil where that was nothing.
  package mutating func restore(_ path: String, as former: File?) { files[path] = former }

  /// Forgets what `recipe` made.
  package mutating func remove(recipe: String) {
    files = files.filter { $0.value.recipe != recipe }
  }

  /// The file's text: JSON, sorted, a line for each range and checkout, so that its changes can be
  /// read.
  package var text: String {
    var members = ["\"files\": \(Lock.object(files.mapValues(\.json)))"]
    if !checkouts.isEmpty {
      members.append("\"checkouts\": \(Lock.object(checkouts.mapValues(\.json)))")
    }
    if !links.isEmpty { members.append("\"links\": \(Lock.object(links.mapValues(\.json)))") }
    return "{\n  \(members.joined(separator: ",\n  "))\n}\n"
  }

  private static func object(_ members: [String: String]) -> String {
    let lines = members.sorted { $0.key < $1.key }
      .map { "\n    \(Quoted.json($0.key)): \($0.value)" }
    return "{\(lines.joined(separator: ","))\(lines.isEmpty ? "" : "\n  ")}"
  }
}

extension Lock.Checkout {
  fileprivate var json: String { "{\"source\": \(Quoted.json(source)), \"hash\": \"\(hash)\"}" }
}

extension Lock.File: Decodable {
  private enum CodingKeys: String, CodingKey {
    case recipe, hash, blob, sections, templates, origins
  }

  /// Reads the keys there are: of the origins a lock that is older says nothing.
  package init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    recipe = try keys.decode(String.self, forKey: .recipe)
    hash = try keys.decode(ContentHash.self, forKey: .hash)
    blob = try keys.decodeIfPresent(String.self, forKey: .blob)
    sections = try keys.decode([Lock.Range].self, forKey: .sections)
    guard let lines = try keys.decodeIfPresent([String].self, forKey: .origins) else { return }
    let templates = try keys.decodeIfPresent([String].self, forKey: .templates) ?? []
    origins = OriginsText.spans(lines, templates: templates, sections: sections)
    guard origins != nil else {
      throw DecodingError.dataCorruptedError(
        forKey: .origins, in: keys, debugDescription: "these are no origins")
    }
  }

  fileprivate var json: String {
    var members = ["\"recipe\": \(Quoted.json(recipe))", "\"hash\": \"\(hash)\""]
    if let blob { members.append("\"blob\": \(Quoted.json(blob))") }
    members.append("\"sections\": \(Self.list(sections.map(\.json)))")
    if let origins {
      let text = OriginsText(origins, sections: sections)
      let templates = text.templates.map(Quoted.json).joined(separator: ", ")
      if !templates.isEmpty { members.append("\"templates\": [\(templates)]") }
      members.append("\"origins\": \(Self.list(text.lines.map(Quoted.json)))")
    }
    return "{\n      \(members.joined(separator: ",\n      "))\n    }"
  }

  static func list(_ items: [String]) -> String {
    let lines = items.map { "\n        \($0)" }.joined(separator: ",")
    return "[\(lines)\(lines.isEmpty ? "" : "\n      ")]"
  }
}

extension Lock.Range {
  /// The bytes `range` of a file, which are those of `part`.
  ///
  /// - Parameter level: the level at which composing puts it there; nil where it is as it is.
  package init(_ part: Part, at range: Swift.Range<Int>, level: Int?) {
    start = range.lowerBound
    end = range.upperBound
    section = part.passage.id
    hash = part.passage.hash
    address = part.address.text
    self.level = level
  }

  fileprivate init(_ placement: Composed.Placement) {
    start = placement.range.lowerBound
    end = placement.range.upperBound
    section = placement.section
    hash = placement.hash
    address = placement.address.text
  }

  var json: String {
    let id = section.map { "\"section\": \"\($0)\", " } ?? ""
    let level = level.map { ", \"level\": \($0)" } ?? ""
    return "{\"start\": \(start), \"end\": \(end), \(id)\"hash\": \"\(hash)\", "
      + "\"address\": \(Quoted.json(address))\(level)}"
  }
}
