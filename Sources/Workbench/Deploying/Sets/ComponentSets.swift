internal import Components
internal import Sections

/// The sets of components that a workspace names: a small YAML file of names with lists.
///
/// It says what goes where, like the list of targets; so it counts as it is on disk, committed or
/// not.
struct ComponentSets: Equatable {
  /// Its name in the workspace.
  static let file = "sets.yaml"

  /// One set.
  struct Named: Equatable {
    /// What it is called.
    let name: String
    /// What it has: paths of components in the workspace, patterns of such, and `tag:NAME`.
    let entries: [String]
  }

  /// The sets, in the order of the file.
  let all: [Named]

  /// Reads the file.
  ///
  /// - Throws: ``SetFailure`` where it says anything else.
  init(_ bytes: [UInt8]) throws(SetFailure) {
    let read = Frontmatter(yaml: bytes)
    if let fault = read.forgiven.first { throw .unreadable(fault) }
    var all: [Named] = []
    for field in read.fields {
      guard Self.isName(field.key) else { throw .badName(field.key) }
      all.append(Named(name: field.key, entries: try Self.entries(field)))
    }
    self.all = all
  }

  /// The entries of a set.
  ///
  /// - Throws: ``SetFailure/unknown(_:known:)``.
  subscript(name: String) -> [String] {
    get throws(SetFailure) {
      guard let set = all.first(where: { $0.name == name }) else {
        throw .unknown(name, known: all.map(\.name))
      }
      return set.entries
    }
  }

  /// Whether a set can be called that.
  static func isName(_ name: String) -> Bool {
    (1...64).contains(name.utf8.count) && !name.hasPrefix("-")
      && name.allSatisfy {
        $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_")
      }
  }

  private static func entries(_ field: Field) throws(SetFailure) -> [String] {
    switch field.value {
    case .null: return []
    case .list(let values):
      var entries: [String] = []
      for value in values {
        guard case .string(let text) = value, !text.isEmpty else {
          throw .unreadable("\(field.key) has an entry that is no text")
        }
        entries.append(text)
      }
      return entries
    default: throw .unreadable("\(field.key) is no list")
    }
  }
}
