/// What can be told of a library path without looking.
enum Paths {
  /// The path of the folder that `path` is in; empty at the top.
  static func folder(of path: String) -> Substring {
    path.lastIndex(of: "/").map { path[..<$0] } ?? ""
  }

  /// The paths of the folders that `path` is in, the outermost first.
  static func folders(above path: String) -> [String] {
    path.indices.filter { path[$0] == "/" }.map { String(path[..<$0]) }
  }

  /// The path without its last suffix, and without `/__init__` or `/index`: how modules name it.
  static func stem(of path: String) -> String {
    let name = path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...]
    var stem = path[...]
    if let dot = name.lastIndex(of: "."), dot > name.startIndex { stem = path[..<dot] }
    for package in ["/__init__", "/index"] where stem.hasSuffix(package) {
      return String(stem.dropLast(package.count))
    }
    return String(stem)
  }

  /// `relative` seen from `folder`, with `.` and `..` worked out; nil where it leaves the library.
  static func join(_ folder: some StringProtocol, _ relative: String) -> String? {
    var parts = folder.split(whereSeparator: { $0 == "/" }).map { String($0) }
    for part in relative.split(separator: "/") where part != "." {
      guard part == ".." else {
        parts.append(String(part))
        continue
      }
      guard parts.popLast() != nil else { return nil }
    }
    return parts.joined(separator: "/")
  }
}
