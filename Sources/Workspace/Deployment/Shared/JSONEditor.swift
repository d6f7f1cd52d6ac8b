internal import Foundation

/// Changes values of a JSON object in its bytes. Whatever is not changed keeps its bytes: order,
/// indentation, numbers as they were written.
struct JSONEditor {
  /// The document.
  private(set) var bytes: [UInt8]
  private var root: JSONNode

  /// Reads a document.
  ///
  /// - Throws: ``SharedFailure`` where it is no object.
  init(_ bytes: [UInt8]) throws(SharedFailure) {
    self.bytes = bytes
    root = try JSONScanner.node(of: bytes)
    guard root.members != nil else { throw .blockedKey("the whole file") }
  }

  /// Sets the value at `path`, with the objects on the way. A value that says the same already
  /// stays as it is written.
  ///
  /// - Parameter value: JSON.
  mutating func set(_ path: OwnedKeys.Path, to value: [UInt8]) throws(SharedFailure) {
    var node = root
    for (depth, key) in path.enumerated() {
      guard node.members != nil else { throw .blockedKey(path[..<depth].joined(separator: ".")) }
      guard let member = try node.member(key) else {
        return try insert(Self.nested(path[depth...], value), into: node)
      }
      if depth == path.count - 1 { return try replace(member, in: node, by: value, path) }
      node = member.value
    }
  }

  /// Removes the value at `path`, and the objects that get empty thereby. One that still has keys,
  /// which then are not ours, stays.
  mutating func remove(_ path: OwnedKeys.Path) throws(SharedFailure) {
    var node = root
    for (depth, key) in path.enumerated() {
      guard let member = try node.member(key) else { return }
      guard depth == path.count - 1 else {
        node = member.value
        continue
      }
      guard member.value.members?.isEmpty ?? true else { return }
      let isLast = node.members?.count == 1
      try cut(member, from: node)
      if isLast, path.count > 1 { try remove(path.dropLast()) }
    }
  }

  private mutating func replace(
    _ member: JSONNode.Member, in object: JSONNode, by value: [UInt8], _ path: OwnedKeys.Path
  ) throws(SharedFailure) {
    let new = try JSONScanner.node(of: value)
    let old = member.value
    let plain = JSONStyle.plain
    guard plain.text(old.sorted, of: bytes) != plain.text(new.sorted, of: value) else { return }
    guard old.members?.isEmpty ?? true else { throw .blockedKey(path.joined(separator: ".")) }
    let (style, indent) = layout(inside: object)
    try edit(old.range, style.text(new, of: value, indent: indent))
  }

  /// Puts a member after the others. `{}` gets a line for it; an object with nothing but space in
  /// it keeps that space after the member, so that it can be told apart when the member goes.
  private mutating func insert(
    _ object: [UInt8], into target: JSONNode
  ) throws(SharedFailure) {
    let node = try JSONScanner.node(of: object)
    guard let member = node.members?.first else { return }
    let (style, indent) = layout(inside: target)
    let text =
      object[member.name] + Array(": ".utf8)
      + style.text(member.value, of: object, indent: indent)
    let line = style.newline.isEmpty ? [] : style.newline + indent
    if let last = target.members?.last?.range.upperBound {
      try edit(last..<last, Array(",".utf8) + (line.isEmpty ? [0x20] : line) + text)
    } else {
      let end = style.newline.isEmpty ? [] : style.newline + self.indent(of: target)
      let start = target.range.lowerBound + 1
      try edit(start..<start, line + text + end)
    }
  }

  private mutating func cut(
    _ member: JSONNode.Member, from object: JSONNode
  ) throws(SharedFailure) {
    let members = object.members ?? []
    let inside = object.range.lowerBound + 1..<object.range.upperBound - 1
    guard let index = members.firstIndex(where: { $0.name == member.name }) else { return }
    if members.count == 1 {
      let hasLine = bytes[inside.lowerBound..<member.range.lowerBound].contains(0x0A)
      try edit(hasLine ? inside : inside.lowerBound..<member.range.upperBound, [])
    } else if index == members.count - 1 {
      try edit(members[index - 1].range.upperBound..<member.range.upperBound, [])
    } else {
      try edit(member.range.lowerBound..<members[index + 1].range.lowerBound, [])
    }
  }

  private mutating func edit(_ range: Range<Int>, _ text: [UInt8]) throws(SharedFailure) {
    bytes.replaceSubrange(range, with: text)
    root = try JSONScanner.node(of: bytes)
  }

  /// How the members of an object are laid out, and what stands before each.
  private func layout(inside object: JSONNode) -> (style: JSONStyle, indent: [UInt8]) {
    let style = JSONStyle(newline: bytes.newline, unit: unit)
    guard let first = object.members?.first else {
      let isTight = object.range.count == 2
      let isLine = !bytes[root.range].contains(0x0A) && root.members?.isEmpty == false
      return isTight && !isLine ? (style, indent(of: object) + unit) : (.inline, [])
    }
    let before = bytes[object.range.lowerBound..<first.range.lowerBound]
    return before.contains(0x0A) ? (style, indent(at: first.range.lowerBound)) : (.inline, [])
  }

  private var unit: [UInt8] {
    guard let first = root.members?.first else { return JSONStyle.plain.unit }
    let indent = indent(at: first.range.lowerBound)
    return indent.isEmpty ? JSONStyle.plain.unit : indent
  }

  private func indent(of node: JSONNode) -> [UInt8] { indent(at: node.range.lowerBound) }

  /// The spaces and tabs that the line around `offset` begins with.
  private func indent(at offset: Int) -> [UInt8] {
    let line = bytes[..<offset].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return Array(bytes[line...].prefix { $0 == 0x20 || $0 == 0x09 })
  }

  /// `value` inside of objects with one key each.
  private static func nested(_ keys: ArraySlice<String>, _ value: [UInt8]) -> [UInt8] {
    keys.reversed().reduce(value) { inner, key in
      let name = (try? JSONEncoder().encode(key)).map(Array.init) ?? []
      return Array("{".utf8) + name + Array(":".utf8) + inner + Array("}".utf8)
    }
  }
}
