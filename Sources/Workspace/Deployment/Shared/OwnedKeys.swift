/// The keys of a JSON object that are ours, by their paths: `hooks`, `PreToolUse`. A list is one
/// value; an object without keys says nothing, and is left out.
struct OwnedKeys {
  /// From the outermost key to the one that has the value.
  typealias Path = [String]

  /// The keys as an object of their own, in canonical form.
  let bytes: [UInt8]
  private let source: [UInt8]
  private let root: JSONNode

  /// The keys of an object.
  ///
  /// - Throws: ``SharedFailure`` where `source` is none.
  init(_ source: [UInt8]) throws(SharedFailure) {
    try self.init(JSONScanner.node(of: source), of: source)
  }

  private init(_ root: JSONNode, of source: [UInt8]) throws(SharedFailure) {
    guard root.members != nil else { throw .notAnObject }
    self.source = source
    self.root = root.withoutEmptyObjects
    bytes = JSONStyle.plain.text(self.root.sorted, of: source) + [0x0A]
    for path in paths { _ = try value(at: path) }
  }

  /// What a JSON file has at those paths; nil where it has none of them, though there are some.
  init?(_ paths: [Path], in file: [UInt8]) throws(SharedFailure) {
    guard !file.isEmpty else { return nil }
    let all = try JSONScanner.node(of: file)
    guard all.members != nil else { throw .blockedKey("the whole file") }
    let kept = try Self.part(of: all, at: paths)
    guard kept != nil || paths.isEmpty else { return nil }
    try self.init(kept ?? JSONNode(range: all.range, kind: .object([])), of: file)
  }

  /// The paths of the values, in the order in which they are written.
  var paths: [Path] { Self.leaves(of: root).map(\.path) }

  private static func leaves(of node: JSONNode) -> [(path: Path, value: JSONNode)] {
    (node.members ?? []).flatMap { member -> [(path: Path, value: JSONNode)] in
      let inner = leaves(of: member.value)
      return inner.isEmpty
        ? [([member.key], member.value)] : inner.map { ([member.key] + $0.path, $0.value) }
    }
  }

  /// Only what is at those paths. Where a path goes through something that is no object, that is
  /// taken instead: it differs from ours, and that is to be seen.
  private static func part(of node: JSONNode, at paths: [Path]) throws(SharedFailure) -> JSONNode? {
    var members: [JSONNode.Member] = []
    for var member in node.members ?? [] {
      let rests = paths.filter { $0.first == member.key }.map { Array($0.dropFirst()) }
      guard !rests.isEmpty, try node.member(member.key) != nil else { continue }
      if member.value.members != nil, !rests.contains([]) {
        guard let part = try part(of: member.value, at: rests) else { continue }
        member.value = part
      }
      members.append(member)
    }
    return members.isEmpty ? nil : JSONNode(range: node.range, kind: .object(members))
  }

  private func value(at path: Path) throws(SharedFailure) -> JSONNode? {
    var node = root
    for key in path {
      guard let member = try node.member(key) else { return nil }
      node = member.value
    }
    return node
  }

  /// `file` with the keys of `new` in place of those of `old`. An object that gets empty goes too.
  ///
  /// - Parameter file: empty where there is none.
  static func splice(
    _ new: OwnedKeys?, into file: [UInt8], replacing old: OwnedKeys?
  ) throws(SharedFailure) -> [UInt8] {
    guard !file.isEmpty else {
      return new.map { JSONStyle.plain.text($0.root, of: $0.source) + [0x0A] } ?? []
    }
    var editor = try JSONEditor(file)
    let kept = Set(new?.paths ?? [])
    for path in old?.paths ?? [] where !kept.contains(path) { try editor.remove(path) }
    for leaf in new.map({ leaves(of: $0.root) }) ?? [] {
      try editor.set(leaf.path, to: Array(new?.source[leaf.value.range] ?? []))
    }
    return editor.bytes
  }
}
