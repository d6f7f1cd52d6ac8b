internal import Git

/// Snapshots as bytes: what they begin with, a checksum of the rest, whose snapshot it is, the
/// tree, and an entry after the other. Numbers are little-endian.
extension Snapshot {
  private static let beginning = Array("joinery snapshot 1\n".utf8)
  private static let noTree = ObjectID(words: (0, 0, 0))

  /// The snapshot as bytes.
  ///
  /// - Parameter owner: the folder whose files it knows.
  func bytes(of owner: String) -> [UInt8] {
    var body: [UInt8] = []
    body.reserveCapacity(entries.count * 128 + 256)
    body.append(text: owner)
    body.append(id: tree ?? Snapshot.noTree)
    body.append(number: UInt32(entries.count))
    for entry in entries {
      body.append(text: entry.path.text)
      body.append(id: entry.version.id)
      body.append((entry.version.isExecutable ? 1 : 0) | (entry.mark == nil ? 0 : 2))
      if let mark = entry.mark { body.append(mark: mark) }
    }
    var bytes = Snapshot.beginning
    bytes.append(number: body.withUnsafeBytes { Snapshot.checksum($0) })
    return bytes + body
  }

  /// The snapshot that was kept as `bytes`; nil where they are anything else, or another's.
  init?(_ bytes: [UInt8], of owner: String) {
    let read = bytes.withUnsafeBytes { raw -> Snapshot? in
      guard raw.starts(with: Snapshot.beginning) else { return nil }
      var rest = ByteReader(raw, from: Snapshot.beginning.count)
      guard let checksum = rest.number(UInt64.self), checksum == Snapshot.checksum(rest.all),
        rest.text() == owner, let tree = rest.id(), let count = rest.number(UInt32.self)
      else { return nil }
      return Snapshot(tree, count: Int(count), from: &rest)
    }
    guard let read else { return nil }
    self = read
  }

  private init?(_ tree: ObjectID, count: Int, from rest: inout ByteReader) {
    var entries: [Entry] = []
    // Each takes at least 26 bytes: a count beyond that is no reason to ask for memory.
    entries.reserveCapacity(Swift.min(count, rest.all.count / 26))
    for _ in 0..<count {
      guard let text = rest.text(), let path = try? RelativePath(kept: text),
        let id = rest.id(), let flags = rest.number(UInt8.self)
      else { return nil }
      let version = FileVersion(id: id, isExecutable: flags & 1 != 0)
      var entry = Entry(path: path, version: version)
      if flags & 2 != 0 {
        guard let mark = rest.mark() else { return nil }
        entry.mark = mark
      }
      entries.append(entry)
    }
    guard rest.all.isEmpty else { return nil }
    self.init(of: tree == Snapshot.noTree ? nil : tree, entries: entries)
  }

  /// A number that bytes which were damaged by chance do not have.
  private static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var sum = UInt64(bytes.count)
    var offset = 0
    while offset + 8 <= bytes.count {
      let word = UInt64(
        littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      sum = mixed(sum, word)
      offset += 8
    }
    for byte in bytes[offset...] { sum = mixed(sum, UInt64(byte)) }
    return sum
  }

  private static func mixed(_ sum: UInt64, _ word: UInt64) -> UInt64 {
    let product = (sum ^ word) &* 0x9E37_79B9_7F4A_7C15
    return product ^ product >> 32
  }
}

extension [UInt8] {
  fileprivate mutating func append(number: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
  }

  fileprivate mutating func append(text: String) {
    append(number: UInt32(text.utf8.count))
    append(contentsOf: text.utf8)
  }

  fileprivate mutating func append(id: ObjectID) {
    append(number: id.words.0)
    append(number: id.words.1)
    append(number: id.words.2)
  }

  fileprivate mutating func append(mark: FileMark) {
    append(number: mark.size)
    append(number: mark.permissions)
    append(number: mark.modified)
    append(number: mark.changed)
    append(number: mark.inode)
  }
}
