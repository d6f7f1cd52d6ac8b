internal import Yams

/// A YAML mapping that knows which keys it may have, and says in which line one is wrong.
struct Fields {
  /// The file it stands in, for messages.
  let file: String
  /// The line it begins in.
  let line: Int
  private let values: [String: Node]
  /// Its keys, in the order of the file.
  let keys: [String]

  /// Reads the document `bytes` hold, whose top must be a mapping with no other keys than `keys`.
  init(document bytes: [UInt8], file: String, keys: [String]) throws(CompositionFailure) {
    let text = String(decoding: bytes, as: UTF8.self)
    do {
      guard let node = try YAMLDocument.top(of: text) else {
        throw CompositionFailure.unreadable(file: file, line: 1, reason: "the file is empty")
      }
      try self.init(node, file: file, keys: keys)
    } catch let failure as CompositionFailure {
      throw failure
    } catch {
      let complaint = YAMLComplaint(error)
      throw .unreadable(file: file, line: complaint.line, reason: complaint.reason)
    }
  }

  /// Reads `node` as a mapping; with `keys` nil any key will do.
  init(_ node: Node, file: String, keys allowed: [String]?) throws(CompositionFailure) {
    self.file = file
    line = node.mark?.line ?? 1
    guard let mapping = node.mapping else {
      throw .unreadable(
        file: file, line: line, reason: "this should be a mapping of keys to values")
    }
    var values: [String: Node] = [:]
    var keys: [String] = []
    for (key, value) in mapping {
      let place = key.mark?.line ?? line
      guard let name = key.scalar?.string else {
        throw .unreadable(file: file, line: place, reason: "a key should be plain text")
      }
      if let allowed, !allowed.contains(name) {
        let reason = "unknown key “\(name)”; known are \(allowed.joined(separator: ", "))"
        throw .unreadable(file: file, line: place, reason: reason)
      }
      values[name] = value
      keys.append(name)
    }
    self.values = values
    self.keys = keys
  }

  /// The failure of something being wrong with the value of `key`.
  func failure(_ key: String, _ reason: String) -> CompositionFailure {
    .unreadable(
      file: file, line: values[key]?.mark?.line ?? line, reason: "“\(key)” \(reason)")
  }

  /// The value of `key` as it is, or nil.
  func node(_ key: String) -> Node? { values[key] }

  /// The text of `key`, or nil where there is none.
  func string(_ key: String) throws(CompositionFailure) -> String? {
    guard let node = values[key] else { return nil }
    guard let scalar = node.scalar else { throw failure(key, "should be text") }
    return scalar.string
  }

  /// The text of `key`, which must be there and not empty.
  func required(_ key: String) throws(CompositionFailure) -> String {
    guard let text = try string(key), !text.isEmpty else { throw failure(key, "is missing") }
    return text
  }

  /// The whole number of `key`, or nil where there is none.
  func integer(_ key: String) throws(CompositionFailure) -> Int? {
    guard let node = values[key] else { return nil }
    guard let number = node.int else { throw failure(key, "should be a whole number") }
    return number
  }

  /// The truth value of `key`, or nil where there is none.
  func flag(_ key: String) throws(CompositionFailure) -> Bool? {
    guard let node = values[key] else { return nil }
    guard let flag = node.bool else { throw failure(key, "should be true or false") }
    return flag
  }

  /// The items of `key`; none where it is not there.
  func list(_ key: String) throws(CompositionFailure) -> [Node] {
    guard let node = values[key] else { return [] }
    guard let sequence = node.sequence else { throw failure(key, "should be a list") }
    return Array(sequence)
  }

  /// The texts in the list of `key`; none where it is not there.
  func strings(_ key: String) throws(CompositionFailure) -> [String] {
    try list(key).map { (node) throws(CompositionFailure) in
      guard let scalar = node.scalar else { throw failure(key, "should be a list of texts") }
      return scalar.string
    }
  }
}
