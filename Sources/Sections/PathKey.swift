/// A path as a file system tells it from others: by its bytes.
///
/// Strings are equal where they look alike, however an accent is written; a folder may hold a file
/// of either spelling. So paths are keys of sets and dictionaries only in this form.
public struct PathKey: Hashable, Sendable {
  /// The path.
  public let path: String

  /// The key for `path`.
  public init(_ path: some StringProtocol) { self.path = String(path) }

  public static func == (one: PathKey, other: PathKey) -> Bool {
    one.path.utf8.count == other.path.utf8.count
      && one.path.compareBytes(with: other.path) { $0.elementsEqual($1) }
  }

  public func hash(into hasher: inout Hasher) {
    var path = path
    path.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    hasher.combine(0xFF as UInt8)
  }
}

extension PathKey: Comparable, ExpressibleByStringLiteral {
  public init(stringLiteral path: String) { self.init(path) }

  public static func < (one: PathKey, other: PathKey) -> Bool {
    one.path.compareBytes(with: other.path) { $0.lexicographicallyPrecedes($1) }
  }
}

extension String {
  /// Calls `compare` with the bytes of two texts where they lie, which is several times as fast as
  /// taking one after the other out of the texts.
  fileprivate func compareBytes(
    with other: String, _ compare: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Bool
  ) -> Bool {
    var (one, other) = (self, other)
    return one.withUTF8 { one in other.withUTF8 { compare(one, $0) } }
  }
}
