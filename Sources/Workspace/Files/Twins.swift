/// Two paths that some file system takes for one: it does not tell the cases of letters apart, or
/// the ways to write an accent, or does not see some characters at all.
package struct Twins: Hashable, Sendable {
  /// The one that is first by bytes.
  package let one: RelativePath
  /// The other. One may also be a file where the other has a folder.
  package let other: RelativePath

  /// The twins among some paths, in order.
  package static func find(in paths: some Sequence<RelativePath>) -> [Twins] {
    var files: [String: [RelativePath]] = [:]
    var folders: [String: RelativePath] = [:]
    for path in paths {
      files[folded(path.text), default: []].append(path)
      if let folder = path.parent { folders[folder.text] = path }
    }
    var twins: [Twins] = []
    for group in files.values where group.count > 1 {
      let group = group.sorted()
      twins += group.dropFirst().map { Twins(one: group[0], other: $0) }
    }
    for path in folders.values {
      for folder in path.lineage.dropFirst() {
        for file in files[folded(folder.text)] ?? [] {
          twins.append(Twins(one: min(file, path), other: max(file, path)))
        }
      }
    }
    return Set(twins).sorted { ($0.one, $0.other) < ($1.one, $1.other) }
  }

  /// What is left of a name where nothing counts that some file system does not tell apart. Strings
  /// are equal however an accent is written, so that is not seen to here.
  static func folded(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
    // Large and then small, so that what has no small letter of its own has one too: “ß” is “ss”.
    let seen = text.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint }
    let large = seen.map(\.properties.uppercaseMapping).joined()
    return large.unicodeScalars.map(\.properties.lowercaseMapping).joined()
  }
}
