internal import JSONRPC
internal import Sections

/// The arguments of a call, held to the tool's schema: what is there is of its kind.
package struct Arguments: Sendable {
  private let values: [String: JSON]

  /// Checks arguments.
  ///
  /// - Parameter given: the object; nil and null are an empty one.
  /// - Throws: ``ArgumentFailure`` for the first thing that is wrong.
  init(_ given: JSON?, for tool: String, _ schema: Schema) throws(ArgumentFailure) {
    switch given {
    case nil, .null: values = [:]
    // A null says the same as leaving the argument out.
    case .object(let members): values = members.filter { $0.value != .null }
    default: throw .notAnObject(tool: tool)
    }
    let names = schema.fields.map(\.name)
    if let unknown = values.keys.sorted().first(where: { !names.contains($0) }) {
      throw .unknown(unknown, tool: tool, known: names)
    }
    for field in schema.fields {
      guard let value = values[field.name] else {
        if field.isRequired { throw .missing(field.name, tool: tool, field.kind.words) }
        continue
      }
      guard field.kind.holds(value) else { throw .wrong(field.name, field.kind.words) }
    }
  }

  /// A text; nil where it is left out.
  package func text(_ name: String) -> String? { values[name]?.string }
  /// A number; nil where it is left out.
  package func count(_ name: String) -> Int? { values[name]?.integer }
  /// Texts. None where they are left out.
  package func texts(_ name: String) -> [String] { values[name]?.array?.compactMap(\.string) ?? [] }
  /// Whether something is so; nil where that is left out.
  package func flag(_ name: String) -> Bool? {
    if case .bool(let truth) = values[name] { truth } else { nil }
  }
  /// Texts by name, in the order of the names.
  package func table(_ name: String) -> [(name: String, value: String)] {
    guard case .object(let members) = values[name] else { return [] }
    return members.compactMap { entry in entry.value.string.map { (entry.key, $0) } }
      .sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
  }
}

/// What is wrong with the arguments of a call.
enum ArgumentFailure: Explained, Equatable {
  case notAnObject(tool: String)
  case unknown(String, tool: String, known: [String])
  case missing(String, tool: String, String)
  case wrong(String, String)

  var problem: String {
    switch self {
    case .notAnObject(let tool): "the arguments of \(tool) are not an object"
    case .unknown(let name, let tool, _): "\(tool) takes no argument “\(name)”"
    case .missing(let name, let tool, _): "\(tool) needs the argument “\(name)”"
    case .wrong(let name, let kind): "the argument “\(name)” is not \(kind)"
    }
  }

  var hint: String? {
    switch self {
    case .notAnObject: "Give them by name: {\"name\": value}."
    case .unknown(_, let tool, let known):
      known.isEmpty ? "\(tool) takes none." : "It takes \(known.joined(separator: ", "))."
    case .missing(let name, _, let kind): "Give “\(name)”, \(kind)."
    case .wrong(let name, let kind): "Give “\(name)” as \(kind)."
    }
  }
}
