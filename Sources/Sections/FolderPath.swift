/// What can be told of a path and its folders without looking: paths whose parts `/` joins.
package enum FolderPath {
  /// The paths of the folders that `path` is in, the outermost first.
  package static func above(_ path: String) -> [String] {
    path.indices.filter { path[$0] == "/" }.map { String(path[..<$0]) }
  }

  /// `relative` seen from `folder`, with `.` and `..` worked out; nil where it leads out of
  /// everything. A slash at the beginning of `relative` means nothing here.
  package static func join(_ folder: some StringProtocol, _ relative: String) -> String? {
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
