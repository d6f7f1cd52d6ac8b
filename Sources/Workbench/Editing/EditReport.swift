package import Sections

/// One section of a file of the workspace, taken out to be edited.
package struct SectionText: Codable, Sendable, Equatable {
  /// Where it was taken out.
  package struct Token: Codable, Sendable, Equatable {
    /// The file's path below the workspace.
    package var path: String
    /// The hash of the file's bytes at the time.
    package var hash: ContentHash
    /// The section's first byte, as an offset into the file.
    package var start: Int
    /// The offset after its last byte.
    package var end: Int
  }

  /// Its address: its file's path below the workspace, and its anchor.
  package var address: String
  /// Its bytes.
  package var bytes: [UInt8]
  /// A name for a file that holds them: its suffix tells the language.
  package var fileName: String
  /// What ``Workbench/finishEdit(_:of:isForced:)`` takes.
  package var token: Token
  /// The files that had to be checked out, by path below the workspace.
  package var checkedOut: [String]
}

/// What became of a section that was edited.
package struct EditReport: Codable, Sendable, Equatable {
  /// Its file's path below the workspace.
  package var path: String
  /// Whether its text is another.
  package var isChanged: Bool
  /// What became of the file's sections.
  package var sections: [SectionChange] = []
  /// The lines that are gone and those that are new.
  package var lines: [LineChange] = []
  /// By how many bytes the file grew; negative where it shrank.
  package var growth = 0
  /// What the parser warns of in the file as it is now.
  package var warnings: [String] = []
}

/// Why a section was not edited.
package enum EditFailure: Explained, Equatable {
  /// The workspace's file no longer has the section.
  case notThere(String, path: String)
  /// It is a version of the past.
  case past(String)
  /// The file is not what it was when the section was taken out.
  case moved(String, kept: String)
  /// The new text would change sections around it.
  case spreads(String, sections: [String], kept: String)
  /// There is nothing in the new text.
  case empty(String, kept: String)

  package var problem: String {
    switch self {
    case .notThere(let address, let path): "\(path) in the workspace has no “\(address)”"
    case .past(let address): "“\(address)” is a version of the past"
    case .moved(let path, _): "\(path) was changed meanwhile"
    case .spreads(let path, let sections, _):
      "the new text would change other sections of \(path): "
        + sections.prefix(5).joined(separator: ", ") + (sections.count > 5 ? ", …" : "")
    case .empty(let path, _): "the new text of the section in \(path) is empty"
    }
  }

  package var hint: String? {
    switch self {
    case .notThere: "‘joinery checkout’ brings it there."
    case .past: "Leave out ‘@…’ to edit the section as it is now."
    case .moved(_, let kept): "Nothing was written. Your text is in \(kept)."
    case .spreads(_, _, let kept), .empty(_, let kept):
      "Nothing was written, as --force was not given. Your text is in \(kept)."
    }
  }
}
