internal import CVectors
internal import Foundation

/// The numbers of a model as they are computed with, in the order they are asked for: from a file that
/// an earlier run left, or made.
///
/// Weights take longer to bring to bytes and to the order they are multiplied in than a query takes to
/// embed. The file is mapped, so that a process pays only for what it looks at, and all share it.
struct Packing {
  private let place: Place?
  private let file: PackedFile?
  private var offset = 0
  private var made: [Memory] = []

  /// Where packed numbers are kept, and what they depend on.
  struct Place {
    /// The file.
    var path: String
    /// Another one for other numbers, or others who compute with them.
    var key: String
  }

  /// - Parameter place: where they are kept; nowhere where nil.
  init(_ place: Place?) {
    self.place = place
    file = place.flatMap { PackedFile($0.path, key: $0.key) }
  }

  /// Memory of these sizes in bytes; filled by `make` unless an earlier run did that.
  mutating func memories<Failure: Error>(
    _ sizes: [Int], _ make: ([Memory]) throws(Failure) -> Void
  ) throws(Failure) -> [Memory] {
    if let found = file?.memories(sizes, at: &offset) { return found }
    let memories = sizes.map { Memory(bytes: $0) }
    try make(memories)
    made += memories
    return memories
  }

  /// Keeps what was made for the next run. That it cannot is no failure: it is made again then.
  func keep() {
    guard file == nil, let place else { return }
    PackedFile.write(made, key: place.key, to: place.path)
  }
}

/// A file of packed numbers. It may be deleted at any time.
struct PackedFile {
  private let file: MappedFile
  private let start: Int
  private static let magic = Array("joinery packed 1\n".utf8)
  private static let alignment = 64

  /// The file at `path`; nil unless it is there, whole, and was left under that key.
  init?(_ path: String, key: String) {
    guard let file = try? MappedFile(path) else { return nil }
    let head = Self.head(key: key)
    let start = Self.rounded(head.count + 8)
    guard file.count >= start, file.bytes[..<head.count].elementsEqual(head) else { return nil }
    let body = UnsafeRawBufferPointer(rebasing: file.bytes[start...])
    guard let base = body.baseAddress,
      file.bytes.loadUnaligned(fromByteOffset: head.count, as: UInt64.self)
        == vectors_checksum(base, body.count)
    else { return nil }
    self.file = file
    self.start = start
  }

  /// Parts of it, the first at `offset`, which becomes the end of the last; nil where it ends sooner.
  fileprivate func memories(_ sizes: [Int], at offset: inout Int) -> [Memory]? {
    let total = sizes.reduce(0) { $0 + Self.rounded($1) }
    guard total <= file.count - start - offset else { return nil }
    return sizes.map { size in
      defer { offset += Self.rounded(size) }
      return Memory(in: file, at: start + offset, bytes: size)
    }
  }

  fileprivate static func rounded(_ count: Int) -> Int {
    (max(1, count) + alignment - 1) / alignment * alignment
  }

  private static func head(key: String) -> [UInt8] {
    let key = Array(key.utf8)
    return magic + withUnsafeBytes(of: UInt64(key.count)) { Array($0) } + key
  }

  /// Writes beside the place, then moves there: another process sees all of it or nothing.
  fileprivate static func write(_ memories: [Memory], key: String, to path: String) {
    var bytes = head(key: key)
    let place = bytes.count
    bytes += [UInt8](repeating: 0, count: rounded(place + 8) - place)
    let start = bytes.count
    for memory in memories {
      bytes += UnsafeRawBufferPointer(start: memory.pointer, count: memory.asked)
      bytes += [UInt8](repeating: 0, count: rounded(memory.asked) - memory.asked)
    }
    bytes.withUnsafeMutableBytes { all in
      guard let base = all.baseAddress else { return }
      let sum = vectors_checksum(base + start, all.count - start)
      all.storeBytes(of: sum, toByteOffset: place, as: UInt64.self)
    }
    let folder = URL(filePath: path).deletingLastPathComponent()
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try? Data(bytes).write(to: URL(filePath: path), options: .atomic)
  }
}
