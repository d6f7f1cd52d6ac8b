internal import Git

/// Reads numbers and texts from bytes, one after the other; nil where there are too few.
struct ByteReader {
  /// What is left to read.
  private(set) var all: UnsafeRawBufferPointer

  /// Reads `bytes`, beginning at an offset.
  init(_ bytes: UnsafeRawBufferPointer, from offset: Int) {
    all = UnsafeRawBufferPointer(rebasing: bytes[offset...])
  }

  private mutating func take(_ count: Int) -> UnsafeRawBufferPointer? {
    guard count <= all.count else { return nil }
    defer { all = UnsafeRawBufferPointer(rebasing: all[count...]) }
    return UnsafeRawBufferPointer(rebasing: all[..<count])
  }

  /// The next number, little-endian.
  mutating func number<Number: FixedWidthInteger & BitwiseCopyable>(
    _ type: Number.Type = Number.self
  ) -> Number? {
    take(MemoryLayout<Number>.size).map { Number(littleEndian: $0.loadUnaligned(as: type)) }
  }

  /// The next text: its length in four bytes, and as many bytes.
  mutating func text() -> String? {
    number(UInt32.self).flatMap { take(Int($0)) }.map { String(decoding: $0, as: UTF8.self) }
  }

  /// The next id of an object.
  mutating func id() -> ObjectID? {
    guard let high = number(UInt64.self), let middle = number(UInt64.self),
      let low = number(UInt32.self)
    else { return nil }
    return ObjectID(words: (high, middle, low))
  }

  /// The next mark of a file.
  mutating func mark() -> FileMark? {
    guard let size = number(UInt64.self), let permissions = number(UInt32.self),
      let modified = number(Int64.self), let changed = number(Int64.self),
      let inode = number(UInt64.self)
    else { return nil }
    return FileMark(
      size: size, permissions: permissions, modified: modified, changed: changed, inode: inode)
  }
}
