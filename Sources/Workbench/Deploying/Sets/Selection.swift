internal import Components
internal import Foundation
internal import Sections
internal import Workspace

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Which files of a workspace belong to the components of some sets.
///
/// A set has whole components: where an entry means a skill, it means its scripts too.
struct Selection {
  private let entries: [String]
  private let owners: [PathKey: String]
  private let tags: [PathKey: Set<String>]

  /// Selects among files.
  ///
  /// - Parameters:
  ///   - entries: those of the sets.
  ///   - paths: every file there is, or was and is still known.
  ///   - facts: of the files that ``ComponentDetector/isEntry(_:)`` names, where entries go by tag;
  ///     paths alone tell components apart.
  init(_ entries: [String], of paths: [RelativePath], facts: [PathKey: EntryFacts] = [:]) {
    let found = ComponentDetector.components(paths: paths.map(\.text), entries: facts)
    self.entries = entries
    owners = found.owners
    tags = Dictionary(
      found.components.map { (PathKey($0.path), Self.tags($0.fields)) }, uniquingKeysWith: { $1 })
  }

  /// Whether entries have to be told by what files say.
  static func needsFacts(_ entries: [String]) -> Bool {
    entries.contains { $0.hasPrefix(tagMark) }
  }

  /// Whether the file at a path of the workspace belongs to one of the sets.
  func contains(_ path: RelativePath) -> Bool {
    let component = owners[PathKey(path.text)] ?? path.text
    return entries.contains { Self.means($0, component, tags[PathKey(component)] ?? []) }
  }

  /// The paths of the components that an entry means, sorted.
  func components(_ entry: String) -> [String] {
    Set(owners.values).filter { Self.means(entry, $0, tags[PathKey($0)] ?? []) }.sorted()
  }

  /// All components, sorted.
  var all: [String] { Set(owners.values).sorted() }

  private static let tagMark = "tag:"

  /// Whether an entry means a component: by tag, or by the path of it or of a folder around it.
  private static func means(_ entry: String, _ component: String, _ tags: Set<String>) -> Bool {
    if entry.hasPrefix(tagMark) { return tags.contains(String(entry.dropFirst(tagMark.count))) }
    let parts = component.split(separator: "/")
    return parts.indices.contains { index in
      let path = parts[...index].joined(separator: "/")
      return fnmatch(entry, path, FNM_PATHNAME) == 0
    }
  }

  /// What `tags` says, or `metadata.tags`: a list, or text with commas.
  private static func tags(_ fields: [String: String]) -> Set<String> {
    let own = value(fields["tags"])
    let tags = own ?? value(fields["metadata"])?["tags"]
    switch tags {
    case .list(let values): return Set(values.compactMap(\.text))
    case .string(let text):
      return Set(text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
    default: return []
    }
  }

  private static func value(_ json: String?) -> FieldValue? {
    json.flatMap { try? JSONDecoder().decode(FieldValue.self, from: Data($0.utf8)) }
  }
}
