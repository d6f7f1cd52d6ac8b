package import JSONRPC

/// What a tool takes or answers with: as much of JSON Schema as that needs.
package struct Schema: Sendable {
  /// What a value may be.
  package enum Kind: Sendable, Equatable {
    case text
    /// One of these words.
    case choice([String])
    /// A whole number within bounds.
    case count(ClosedRange<Int>)
    case number, flag, texts, list, object
    /// Texts by name.
    case table
  }

  /// One member of the object.
  package struct Field: Sendable {
    /// What it is called.
    package var name: String
    /// What it may be.
    package var kind: Kind
    /// Whether it must be there.
    package var isRequired: Bool
    /// What it means; nil where the name says it.
    package var about: String?
  }

  /// The members.
  package var fields: [Field] = []
  /// Whether there may be no others.
  package var isClosed = false

  /// The schema of arguments: nothing else is taken.
  package static func arguments(_ fields: Field...) -> Schema {
    Schema(fields: fields, isClosed: true)
  }
  /// The schema of an answer, which may get more members in time.
  package static func answer(_ fields: Field...) -> Schema { Schema(fields: fields) }

  /// As JSON Schema.
  package var json: JSON {
    var object: [String: JSON] = ["type": "object"]
    object["properties"] = .object(
      Dictionary(fields.map { ($0.name, $0.json) }) { first, _ in first })
    let required = fields.filter(\.isRequired).map { JSON.string($0.name) }
    if !required.isEmpty { object["required"] = .array(required) }
    if isClosed { object["additionalProperties"] = false }
    return .object(object)
  }
}

extension Schema.Field {
  /// A member that must be there.
  package static func needed(_ name: String, _ kind: Schema.Kind, _ about: String? = nil) -> Self {
    Self(name: name, kind: kind, isRequired: true, about: about)
  }

  /// A member that may be left out.
  package static func optional(_ name: String, _ kind: Schema.Kind, _ about: String? = nil) -> Self
  {
    Self(name: name, kind: kind, isRequired: false, about: about)
  }

  fileprivate var json: JSON {
    var object = kind.json
    object["description"] = about.map { .string($0) }
    return .object(object)
  }
}

extension Schema.Kind {
  fileprivate var json: [String: JSON] {
    switch self {
    case .text: ["type": "string"]
    case .choice(let words): ["enum": .array(words.map { .string($0) })]
    case .count(let bounds):
      bounds.upperBound == .max
        ? ["type": "integer", "minimum": .integer(bounds.lowerBound)]
        : [
          "type": "integer", "minimum": .integer(bounds.lowerBound),
          "maximum": .integer(bounds.upperBound),
        ]
    case .number: ["type": "number"]
    case .flag: ["type": "boolean"]
    case .texts: ["type": "array", "items": ["type": "string"]]
    case .list: ["type": "array"]
    case .object: ["type": "object"]
    case .table: ["type": "object", "additionalProperties": ["type": "string"]]
    }
  }

  /// Whether a value is of this kind.
  package func holds(_ value: JSON) -> Bool {
    switch (self, value) {
    case (.text, .string), (.flag, .bool), (.list, .array), (.object, .object): true
    case (.number, .integer), (.number, .number): true
    case (.choice(let words), .string(let word)): words.contains(word)
    case (.count(let bounds), .integer(let count)): bounds.contains(count)
    case (.texts, .array(let values)): values.allSatisfy { $0.string != nil }
    case (.table, .object(let members)): members.values.allSatisfy { $0.string != nil }
    default: false
    }
  }

  /// What it is, in words.
  var words: String {
    switch self {
    case .text: "a text"
    case .choice(let words): "one of \(words.joined(separator: ", "))"
    case .count(let bounds):
      bounds.upperBound == .max
        ? "a whole number from \(bounds.lowerBound)"
        : "a whole number from \(bounds.lowerBound) to \(bounds.upperBound)"
    case .number: "a number"
    case .flag: "true or false"
    case .texts: "a list of texts"
    case .list: "a list"
    case .object: "an object"
    case .table: "an object of texts"
    }
  }
}
