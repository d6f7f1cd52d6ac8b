package import Git
package import Sections

/// A folder that operations write to.
package enum Place: Hashable, Sendable, Comparable {
  /// The folder that components are edited in.
  case workspace
  /// Another folder, by its absolute path: a target's root, or one that was read into the library.
  case folder(String)
}

/// What an operation does to one file.
package struct FileEdit: Hashable, Sendable, Codable {
  /// The folder it is in.
  package let place: Place
  /// The file, below that folder.
  package let path: RelativePath
  /// What was there; nil where nothing was. Git keeps its bytes.
  package let before: FileVersion?
  /// What is there then; nil where the file is removed. Git keeps its bytes.
  package let after: FileVersion?

  /// The edit that takes this one back.
  var inverse: FileEdit { FileEdit(place: place, path: path, before: after, after: before) }
}

/// What an operation does to one of git's references.
package struct ReferenceEdit: Hashable, Sendable, Codable {
  /// Its full name.
  package let name: String
  /// What it pointed to; nil where there was none.
  package let before: ObjectID?
  /// What it points to then; nil where it is removed.
  package let after: ObjectID?

  /// An edit.
  package init(_ name: String, from before: ObjectID?, to after: ObjectID?) {
    self.name = name
    self.before = before
    self.after = after
  }

  var inverse: ReferenceEdit { ReferenceEdit(name, from: after, to: before) }
}

/// The branch that HEAD names, before and after.
package struct HeadEdit: Hashable, Sendable, Codable {
  /// The full name of the branch that was checked out; the commit's id where it was none.
  package let before: String
  /// The full name of the branch that is checked out then.
  package let after: String

  /// An edit.
  package init(from before: String, to after: String) {
    self.before = before
    self.after = after
  }

  var inverse: HeadEdit { HeadEdit(from: after, to: before) }
}

/// What an operation does to one file of the library.
package struct LibraryEdit: Hashable, Sendable, Codable {
  /// The file's path in the library.
  package let path: String
  /// What the library had of it; nil where it had nothing.
  package let before: LibraryState?
  /// What it has then; nil where nothing, or where that is still to be read.
  package let after: LibraryState?
  /// The absolute path of the file that says what the library has then; nil where `after` does.
  package let unread: String?

  /// An edit that gives the library a state.
  package init(_ path: String, from before: LibraryState?, to after: LibraryState?) {
    self.path = path
    self.before = before
    self.after = after
    unread = nil
  }

  /// An edit that has the library read a file, once all files are written.
  package init(_ path: String, from before: LibraryState?, reading location: String) {
    self.path = path
    self.before = before
    after = nil
    unread = location
  }

  var inverse: LibraryEdit { LibraryEdit(path, from: after, to: before) }
}

/// One thing that a command did to files, references and library: an entry of the journal.
///
/// It holds both what was and what is then, so it can be finished where it was interrupted, and
/// taken back once it has ended.
package struct Operation: Hashable, Sendable, Codable {
  /// A file that was left as it is, and why.
  package struct Skipped: Hashable, Sendable, Codable {
    /// The file.
    package let path: RelativePath
    /// Why it was left.
    package let reason: String
  }

  /// Its number: 1 for the first of a home.
  package let number: Int
  /// The command, `deploy`.
  package let command: String
  /// What it does, in a line.
  package let summary: String
  /// When it began: seconds since 1970.
  package let time: Int64
  /// The files.
  package internal(set) var files: [FileEdit] = []
  /// The references.
  package internal(set) var references: [ReferenceEdit] = []
  /// The branch.
  package internal(set) var head: HeadEdit?
  /// The files of the library.
  package var library: [LibraryEdit] = []
  /// What is to be deployed, where it is a deployment.
  package internal(set) var plan: Plan?
  /// The operation that this one took back.
  package internal(set) var undoes: Int?
  /// The files that were left as they are.
  package internal(set) var skipped: [Skipped] = []
  /// Why it stopped early; nil where all of it was tried.
  package var failure: String?

  init(number: Int, command: String, summary: String, time: Int64) {
    self.number = number
    self.command = command
    self.summary = summary
    self.time = time
  }

  /// Whether it changed anything that could be taken back.
  package var isEmpty: Bool {
    files.isEmpty && references.isEmpty && head == nil && library.isEmpty
  }
}

extension Place: Codable, CustomStringConvertible {
  package var description: String {
    switch self {
    case .workspace: "workspace"
    case .folder(let path): path
    }
  }

  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    self = text.hasPrefix("/") ? .folder(text) : .workspace
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
