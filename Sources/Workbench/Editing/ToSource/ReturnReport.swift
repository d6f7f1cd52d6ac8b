internal import Sections

/// What giving edits of the workspace back to the files they came from does.
package struct ReturnReport: Codable, Sendable, Equatable {
  /// The edits of one file of the workspace that belong to one file that it came from.
  package struct Item: Codable, Sendable, Equatable {
    /// The edited file, below the workspace.
    package var path: String
    /// The file that it, or a section in it, came from, by its path in the library.
    package var source: String
    /// The sections of ``source`` that change, by anchor; empty for a file that was checked out.
    package var sections: [String]
    /// The lines of ``source`` that go and that come.
    package var lines: [LineChange] = []
    /// Why the edits are not given back; nil where they are.
    package var left: String?
  }

  /// What is given back and what is left, by path.
  package var items: [Item] = []
  /// Whether anything was written.
  package var isWritten = false

  /// What is given back.
  package var returned: [Item] { items.filter { $0.left == nil } }
}

/// Why nothing was given back.
package enum ReturnFailure: Explained, Equatable {
  /// It is not what was shown before.
  case changed

  package var problem: String { "the files are not what they were when this was shown" }
  package var hint: String? { "Nothing was written. Look at it again." }
}
