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
    one.path.utf8.elementsEqual(other.path.utf8)
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
    one.path.utf8.lexicographicallyPrecedes(other.path.utf8)
  }
}
