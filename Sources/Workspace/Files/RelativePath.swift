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

  /// The names from the outermost folder to the file.
  package var parts: [Substring] { text.split(separator: "/") }

  /// The last part.
  package var name: Substring { parts.last ?? "" }

  /// The folder it is in; nil where that is the root.
  package var parent: RelativePath? {
    text.lastIndex(of: "/").map { RelativePath(unchecked: text[..<$0]) }
  }

  /// The path itself and the folders it is in, from the innermost outwards.
  package var lineage: [RelativePath] {
    var lineage = [self]
    while let folder = lineage.last?.parent { lineage.append(folder) }
    return lineage
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
    for part in text.split(separator: "/", omittingEmptySubsequences: false) {
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
    name.split(whereSeparator: { $0 == "\\" }).contains { part in
      let seen = part.unicodeScalars.filter { !invisible.contains($0.value) }
      var stem = String(String.UnicodeScalarView(seen)).lowercased().prefix { $0 != ":" }
      while let last = stem.last, last == "." || last == " " { stem.removeLast() }
      return stem == ".git" || stem == "git~1"
    }
  }

  private static let invisible: Set<UInt32> = Set(
    Array(0x200C...0x200F) + Array(0x202A...0x202E) + Array(0x206A...0x206F) + [0xFEFF])
}

extension RelativePath: Comparable, CustomStringConvertible, Codable {
  package var description: String { text }

  /// By bytes: the same order on every machine.
  package static func < (one: RelativePath, other: RelativePath) -> Bool {
    one.text.utf8.lexicographicallyPrecedes(other.text.utf8)
  }

  package init(from decoder: any Decoder) throws {
    try self.init(try decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
