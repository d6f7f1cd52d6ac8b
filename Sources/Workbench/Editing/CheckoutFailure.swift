internal import Sections

/// Why nothing was checked out.
package enum CheckoutFailure: Explained, Equatable {
  /// There is neither an address nor the wish to update.
  case nothingNamed
  /// Files were edited in the workspace: their paths, with the sections.
  case edited([PathNote])
  /// Two of the files, with different content, would be written there.
  case collision(String)
  /// Nobody knows any more what the file was when it was checked out.
  case noBase(String)

  package var problem: String {
    switch self {
    case .nothingNamed: "nothing is named to check out"
    case .edited(let files):
      "the workspace has changes of its own in "
        + files.map { $0.reason.isEmpty ? $0.path : "\($0.path) (\($0.reason))" }
        .joined(separator: ", ")
    case .collision(let path): "two of the files would be written to \(path)"
    case .noBase(let path): "it is not known what \(path) was when it was checked out"
    }
  }

  package var hint: String? {
    switch self {
    case .nothingNamed: "Name components, files or sections, or give --all."
    case .edited: "--merge puts both together, --force replaces them; git keeps them even then."
    case .collision: "Check them out one by one."
    case .noBase: "--force replaces it; git keeps what is there."
    }
  }
}
