/// A value of a JSON document, as ranges of its bytes.
struct JSONNode {
  /// A key with its value.
  struct Member {
    /// The key, as it reads.
    let key: String
    /// Where it is written, quotes included.
    let name: Range<Int>
    /// Its value.
    var value: JSONNode

    /// From the key's quote to the value's last byte.
    var range: Range<Int> { name.lowerBound..<value.range.upperBound }
  }

  /// What a value is.
  enum Kind {
    case object([Member])
    case array([JSONNode])
    case scalar
  }

  /// Where it is.
  let range: Range<Int>
  /// What it is.
  var kind: Kind

  /// Its keys and values; nil where it is no object.
  var members: [Member]? {
    if case .object(let members) = kind { members } else { nil }
  }

  /// The value of `key`; nil where there is none.
  ///
  /// - Throws: ``SharedFailure/repeatedKey(_:)`` where there are several.
  func member(_ key: String) throws(SharedFailure) -> Member? {
    let found = members?.filter { $0.key == key } ?? []
    guard found.count < 2 else { throw .repeatedKey(key) }
    return found.first
  }

  /// The same object without members that are empty objects, or that get empty thereby.
  var withoutEmptyObjects: JSONNode {
    guard let members else { return self }
    let pruned = members.map {
      Member(key: $0.key, name: $0.name, value: $0.value.withoutEmptyObjects)
    }
    return JSONNode(
      range: range, kind: .object(pruned.filter { $0.value.members?.isEmpty != true }))
  }

  /// The same value with the keys of every object in order.
  var sorted: JSONNode {
    var node = self
    switch kind {
    case .scalar: break
    case .array(let values): node.kind = .array(values.map(\.sorted))
    case .object(let members):
      let ordered = members.map { Member(key: $0.key, name: $0.name, value: $0.value.sorted) }
      node.kind = .object(
        ordered.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) })
    }
    return node
  }
}

/// How JSON is laid out.
struct JSONStyle {
  /// How lines end; nothing where all is on one line.
  var newline: [UInt8]
  /// What each level is indented by.
  var unit: [UInt8]

  /// A line for each value, two spaces a level.
  static let plain = JSONStyle(newline: [0x0A], unit: [0x20, 0x20])
  /// All on one line.
  static let inline = JSONStyle(newline: [], unit: [])

  /// The text of `node`, whose scalars and keys are cut out of `bytes`.
  ///
  /// - Parameter indent: what stands before the line that it begins on.
  func text(_ node: JSONNode, of bytes: [UInt8], indent: [UInt8] = []) -> [UInt8] {
    switch node.kind {
    case .scalar: Array(bytes[node.range])
    case .array(let values):
      list(values.map { text($0, of: bytes, indent: indent + unit) }, "[", "]", indent)
    case .object(let members):
      list(
        members.map {
          bytes[$0.name] + Array(": ".utf8) + text($0.value, of: bytes, indent: indent + unit)
        }, "{", "}", indent)
    }
  }

  private func list(
    _ items: [[UInt8]], _ open: Character, _ close: Character, _ indent: [UInt8]
  ) -> [UInt8] {
    let (open, close) = (Array(String(open).utf8), Array(String(close).utf8))
    guard !items.isEmpty else { return open + close }
    let separator = Array(",".utf8) + (newline.isEmpty ? [0x20] : newline + indent + unit)
    let start = newline.isEmpty ? [] : newline + indent + unit
    let end = newline.isEmpty ? [] : newline + indent
    return open + start + Array(items.joined(separator: separator)) + end + close
  }
}
