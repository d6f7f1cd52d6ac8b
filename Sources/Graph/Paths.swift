/// What can be told of a library path without looking.
enum Paths {
  /// The path of the folder that `path` is in; empty at the top.
  static func folder(of path: String) -> Substring {
    path.lastIndex(of: "/").map { path[..<$0] } ?? ""
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
}
