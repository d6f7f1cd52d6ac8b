internal import Sections

/// Why a set of components is not known, or not changed.
package enum SetFailure: Explained, Equatable {
  /// There is no set of that name.
  case unknown(String, known: [String])
  /// A name that is not of letters, digits, `-` and `_`.
  case badName(String)
  /// The file of sets cannot be understood.
  case unreadable(String)
  /// Nothing in the workspace is meant by an entry.
  case nothing(String, candidates: [String])
  /// A set does not have an entry.
  case notThere(String, in: String, entries: [String])
  /// The file says it in a way that is not to be changed by a program.
  case intricate(String)

  package var problem: String {
    switch self {
    case .unknown(let name, _): "there is no set \(name)"
    case .badName(let name): "“\(name)” is no name for a set"
    case .unreadable(let reason): "workspace/\(ComponentSets.file) cannot be understood: \(reason)"
    case .nothing(let entry, _): "nothing in the workspace is meant by “\(entry)”"
    case .notThere(let entry, let name, _): "the set \(name) has no entry “\(entry)”"
    case .intricate(let name):
      "the set \(name) is written in workspace/\(ComponentSets.file) in a way that only you can edit"
    }
  }

  package var hint: String? {
    switch self {
    case .unknown(_, let known):
      known.isEmpty ? "‘joinery set add NAME COMPONENT’ makes one." : "There is \(known.list)."
    case .badName: "Use letters, digits, “-” and “_”."
    case .unreadable: "It has names with lists: “writing: [skills/pdf, tag:docs, commands/*.md]”."
    case .nothing(_, let candidates):
      candidates.isEmpty
        ? "Name a component by its path in the workspace, a pattern such as commands/*.md, or tag:NAME."
        : "Did you mean \(candidates.list)?"
    case .notThere(_, _, let entries): entries.isEmpty ? "It is empty." : "It has \(entries.list)."
    case .intricate: "Write it as a list with a line for each entry, or edit it by hand."
    }
  }
}

extension [String] {
  /// The first few, as part of a sentence.
  fileprivate var list: String {
    prefix(6).joined(separator: ", ") + (count > 6 ? ", …" : "")
  }
}
