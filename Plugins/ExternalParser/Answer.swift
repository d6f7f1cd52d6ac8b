internal import JSONRPC
internal import Sections

/// What a program said about a file. Ranges are checked later, with everybody else's.
struct Answer {
  private let result: JSON

  init(_ result: JSON) { self.result = result }

  /// The answer as an outline.
  ///
  /// - Throws: ``ParseFailure/failed(_:)`` naming the first thing that is not of the protocol.
  func outline() throws(ParseFailure) -> Outline {
    guard result["nodes"]?.array != nil else { throw .failed("the answer has no “nodes”") }
    var outline = Outline()
    for element in try elements("nodes") { outline.nodes.append(try element.node()) }
    for element in try elements("references") {
      outline.references.append(try element.reference())
    }
    outline.warnings = (result["warnings"]?.array ?? []).prefix(20).compactMap(\.string)
      .map { String($0.prefix(200)) }
    return outline
  }

  private func elements(_ name: String) throws(ParseFailure) -> [Element] {
    guard let list = result[name], list != .null else { return [] }
    guard let elements = list.array else { throw .failed("“\(name)” is no array") }
    return elements.enumerated().map { Element(place: "\(name)[\($0)]", fields: $1) }
  }
}

/// One node or reference of an answer.
private struct Element {
  let place: String
  let fields: JSON

  func node() throws(ParseFailure) -> Outline.Node {
    let kind = try text("kind")
    let allowed = Set("abcdefghijklmnopqrstuvwxyz0123456789-")
    guard (1...40).contains(kind.count), kind.allSatisfy(allowed.contains) else {
      throw .failed("\(place) has the kind “\(kind)”, not lower-case letters, digits and hyphens")
    }
    return Outline.Node(
      try range(), SectionKind(rawValue: kind), title: try text("title"),
      anchor: fields["anchor"]?.string, level: fields["level"]?.integer,
      language: fields["language"]?.string)
  }

  func reference() throws(ParseFailure) -> Reference {
    guard let kind = Reference.Kind(rawValue: try text("kind")) else {
      throw .failed("\(place) has a kind that is none of link, path, import and call")
    }
    return Reference(kind, try target(), at: try range())
  }

  private func target() throws(ParseFailure) -> Reference.Target {
    if let path = fields["file"]?.string {
      return .file(path: path, anchor: fields["anchor"]?.string)
    }
    if let path = fields["module"]?.string {
      return .module(path: path, name: fields["name"]?.string)
    }
    return .name(try text("name"))
  }

  private func range() throws(ParseFailure) -> Range<Int> {
    guard let start = fields["start"]?.integer, let end = fields["end"]?.integer else {
      throw .failed("\(place) has no “start” and “end” that are whole numbers")
    }
    guard start <= end else { throw .failed("\(place) ends before it begins: \(start), \(end)") }
    return start..<end
  }

  private func text(_ name: String) throws(ParseFailure) -> String {
    guard let text = fields[name]?.string else { throw .failed("\(place) has no “\(name)”") }
    return text
  }
}
