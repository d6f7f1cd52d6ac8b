/// The folder a component's files are in, and how paths in it are made and written in links.
struct ComponentRoot {
  /// Its path below the workspace.
  let folder: String

  /// The folder of that path.
  ///
  /// - Throws: ``CompositionFailure/badPath(_:in:)``.
  init(_ folder: String) throws(CompositionFailure) {
    guard ComponentRoot.isInside(folder) else { throw .badPath(folder, in: "the template's root") }
    self.folder = folder
  }

  /// The path below the workspace of `path`, which is relative to the folder.
  ///
  /// - Throws: ``CompositionFailure/badPath(_:in:)``.
  func path(_ path: String, in place: String) throws(CompositionFailure) -> String {
    guard ComponentRoot.isInside(path) else { throw .badPath(path, in: place) }
    return "\(folder)/\(path)"
  }

  private static func isInside(_ path: String) -> Bool {
    path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
      !part.isEmpty && part != "." && part != ".." && !part.contains("\\")
        && part.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
    }
  }

  /// How a file at `path` refers to the one at `other`; both are below the workspace.
  static func relative(_ other: String, from path: String) -> String {
    var from = path.split(separator: "/").dropLast()
    var to = other.split(separator: "/")[...]
    while let one = from.first, to.count > 1, one == to.first {
      from = from.dropFirst()
      to = to.dropFirst()
    }
    return String(repeating: "../", count: from.count) + to.joined(separator: "/")
  }

  /// A Markdown link.
  static func link(_ title: String, to path: String) -> String {
    let text = title.map { "[]\\".contains($0) ? "\\\($0)" : "\($0)" }.joined()
    let isPlain = path.allSatisfy { !$0.isWhitespace && !"()<>".contains($0) }
    return "[\(text)](\(isPlain ? path : "<\(path)>"))"
  }
}
