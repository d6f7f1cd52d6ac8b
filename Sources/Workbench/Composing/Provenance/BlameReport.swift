internal import Sections

/// Where each byte of a file of the workspace comes from.
package struct BlameReport: Codable, Sendable, Equatable {
  /// What bytes come from.
  package enum Origin: String, Codable, Sendable {
    /// A section of the library, or a whole file of it.
    case section
    /// A line of a template.
    case template
    /// The author's words in the recipe.
    case recipe
    /// What holds parts together: blank lines, heading marks, fences.
    case glue
    /// Somebody who edited the file since it was composed or checked out, or wrote it.
    case author
  }

  /// Bytes in a row that come from one place.
  package struct Span: Codable, Sendable, Equatable {
    /// The first byte, as an offset into the file.
    package var start: Int
    /// The offset after the last byte.
    package var end: Int
    /// What they come from.
    package var origin: Origin
    /// The address that the recipe has for the section, or the path of the file in the library.
    package var address: String?
    /// The section's id.
    package var section: String?
    /// The hash of the section, or of the file, at the time.
    package var hash: String?
    /// Where in the file of the library the bytes are: an offset.
    package var sourceStart: Int?
    /// The template's file.
    package var template: String?
    /// The line of the template's file, from 1.
    package var line: Int?
  }

  /// One line of the file.
  package struct Line: Codable, Sendable, Equatable {
    /// Its number, from 1.
    package var number: Int
    /// Its text, without its line ending. Invalid UTF-8 is shown as U+FFFD.
    package var text: String
    /// Where most of what it says comes from.
    package var from: Span
  }

  /// The file's path below the workspace.
  package var path: String
  /// The recipe it was composed from; nil where it was not.
  package var recipe: String?
  /// The lines, in order.
  package var lines: [Line]
  /// The origins, in order, without gaps: together they cover every byte.
  package var spans: [Span]
}

/// Why nobody can say where a file's bytes come from.
package enum BlameFailure: Explained, Equatable {
  /// The workspace has no such file.
  case notThere(String)
  /// It was edited, and what it was before is in neither git nor the library.
  case baseLost(String)

  package var problem: String {
    switch self {
    case .notThere(let path): "the workspace has no file “\(path)”"
    case .baseLost(let path): "“\(path)” was edited, and nothing has it as it was before"
    }
  }

  package var hint: String? {
    switch self {
    case .notThere: "‘joinery list’ shows the components; paths are below the workspace."
    case .baseLost: "‘joinery compose NAME --update --force’ composes it anew."
    }
  }
}
