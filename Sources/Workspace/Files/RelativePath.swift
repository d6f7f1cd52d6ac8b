internal import Sections

/// A path below some folder that is safe to write to: the one policy for every path there is.
///
/// Refused are paths that are empty or absolute, that have empty parts, `.` or `..`, NUL, a part
/// that some system takes for `.git`, a name of ours for temporary files, or more than the 255
/// bytes a part or 4,096 a path that file systems allow. What is to be new is asked for more: see
/// ``expectPortable()``.
package struct RelativePath: Hashable, Sendable {
  private let key: PathKey

  /// The parts, joined by `/`.
  package var text: String { key.path }

  /// The path that `text` spells.
  package init(_ text: String) throws(PathFailure) {
    if let fault = RelativePath.fault(in: text) { throw PathFailure(path: text, fault: fault) }
    key = PathKey(text)
  }

  private init(unchecked text: Substring) { key = PathKey(text) }

  /// A path that was checked when it was put where others could have changed it since. A plain one
  /// is told at a glance, which matters where there are thousands.
  init(kept text: String) throws(PathFailure) {
    if RelativePath.isPlain(text) { self.init(unchecked: text[...]) } else { try self.init(text) }
  }

  /// The names from the outermost folder to the file.
  package var parts: [Substring] { text.utf8.split(separator: slash).map(Substring.init) }

  /// The last part.
  package var name: Substring {
    text.utf8.lastIndex(of: slash).map { text[text.utf8.index(after: $0)...] } ?? text[...]
  }

  /// The folder it is in; nil where that is the root.
  package var parent: RelativePath? {
    text.utf8.lastIndex(of: slash).map { RelativePath(unchecked: text[..<$0]) }
  }

  /// The path itself and the folders it is in, from the innermost outwards.
  package var lineage: [RelativePath] {
    var lineage = [self]
    while let folder = lineage.last?.parent { lineage.append(folder) }
    return lineage
  }

  /// Whether it is `folder`, or somewhere in it.
  func isWithin(_ folder: RelativePath) -> Bool {
    let length = folder.text.utf8.count
    guard text.utf8.count > length else { return self == folder }
    return text.utf8.dropFirst(length).first == slash && text.utf8.starts(with: folder.text.utf8)
  }

  /// The path of `name` in this folder.
  package func appending(_ name: String) throws(PathFailure) -> RelativePath {
    try RelativePath("\(text)/\(name)")
  }

  private static func fault(in text: String) -> PathFailure.Fault? {
    if text.isEmpty { return .empty }
    if text.utf8.count > 4096 { return .tooLong }
    if text.utf8.contains(0) { return .nul }
    if text.utf8.first == UInt8(ascii: "/") { return .absolute }
    // By bytes, as file systems do: a “/” with an accent on it is one too.
    let parts = text.utf8.split(separator: slash, omittingEmptySubsequences: false)
    for part in parts.map(Substring.init) {
      switch part {
      case "": return .emptyPart
      case ".", "..": return .dots
      default: break
      }
      if part.utf8.count > 255 { return .tooLong }
      if isGitFolder(part) { return .git }
      if isTemporary(part) { return .reserved }
    }
    return nil
  }

  /// Whether a name is one that files have only while they are written: see ``Temporary``.
  static func isTemporary(_ name: some StringProtocol) -> Bool {
    name.hasPrefix(".joinery-") && (name.hasSuffix(".tmp") || name.hasSuffix(".old"))
  }

  /// Whether some system takes a name for `.git`: other letters' cases, the short name of old
  /// Windows, dots, spaces and streams that Windows drops, and marks that macOS does not see.
  static func isGitFolder(_ name: some StringProtocol) -> Bool {
    guard mayBeGitFolder(name) else { return false }
    return name.split(whereSeparator: { $0 == "\\" }).contains { part in
      let seen = part.unicodeScalars.filter { !invisible.contains($0.value) }
      var stem = String(String.UnicodeScalarView(seen)).lowercased().prefix { $0 != ":" }
      while let last = stem.last, last == "." || last == " " { stem.removeLast() }
      return stem == ".git" || stem == "git~1"
    }
  }

  /// Whether it is worth a closer look: hardly any name is, and there are many.
  private static func mayBeGitFolder(_ name: some StringProtocol) -> Bool {
    switch name.utf8.first {
    case UInt8(ascii: "."), UInt8(ascii: "g"), UInt8(ascii: "G"): true
    default: name.utf8.contains { $0 >= 0x80 || $0 == UInt8(ascii: "\\") }
    }
  }

  /// Whether nothing can be wrong with a path: ASCII letters, digits, `-`, `_`, `.`, no more than
  /// 255, and no part that is empty or begins with a dot or a `g`.
  private static func isPlain(_ text: String) -> Bool {
    var before = slash
    for byte in text.utf8 {
      switch byte {
      case slash, UInt8(ascii: "."), UInt8(ascii: "g"), UInt8(ascii: "G"):
        if before == slash { return false }
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        break
      default: return false
      }
      before = byte
    }
    return before != slash && text.utf8.count <= 255
  }

  private static let invisible: Set<UInt32> = Set(
    Array(0x200C...0x200F) + Array(0x202A...0x202E) + Array(0x206A...0x206F) + [0xFEFF])
}

private let slash = UInt8(ascii: "/")

extension RelativePath: Comparable, CustomStringConvertible, Codable {
  package var description: String { text }

  /// By bytes: the same order on every machine.
  package static func < (one: RelativePath, other: RelativePath) -> Bool {
    one.key < other.key
  }

  package init(from decoder: any Decoder) throws {
    try self.init(try decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
