package import Sections

/// A file of code, as taking functions out of it needs it.
package struct CodeFile: Sendable, Equatable {
  /// A section at the top of the file.
  package struct Section: Sendable, Equatable {
    /// Its bytes.
    package var range: Range<Int>
    /// Its id, where the library has this version of it.
    package var id: SectionID?
    /// The hash of its bytes.
    package var hash: ContentHash
    /// What addresses call it.
    package var fragment: String

    /// A section.
    package init(range: Range<Int>, id: SectionID?, hash: ContentHash, fragment: String) {
      self.range = range
      self.id = id
      self.hash = hash
      self.fragment = fragment
    }
  }

  /// Its path in the library.
  package var path: String
  /// Its bytes.
  package var bytes: [UInt8]
  /// The statements at its top, in order.
  package var statements: [Statement]
  /// The names that its language knows.
  package var builtIns: Set<String>
  /// The sections at its top, in order; together they are the file.
  package var sections: [Section]
  /// The files of the library that its imports name, by the module as it is imported.
  package var modules: [String: String]
  /// Where else it names modules: in functions, in what it exports of others.
  package var mentions: [Mention]
  /// Whether it can be run.
  package var isExecutable = false

  /// A module that is named in the file.
  package struct Mention: Sendable, Equatable {
    /// Where.
    package var range: Range<Int>
    /// The module, as ``modules`` has it.
    package var module: String

    /// A mention.
    package init(range: Range<Int>, module: String) {
      self.range = range
      self.module = module
    }
  }

  /// A file of code.
  package init(
    path: String, bytes: [UInt8], statements: [Statement], builtIns: Set<String>,
    sections: [Section], modules: [String: String] = [:], mentions: [Mention] = []
  ) {
    self.path = path
    self.bytes = bytes
    self.statements = statements
    self.builtIns = builtIns
    self.sections = sections
    self.modules = modules
    self.mentions = mentions
  }

  /// The first line, without its ending, where it names what runs the file; else empty.
  var shebang: Range<Int> { CodeFile.shebang(in: bytes, 0..<bytes.count) }

  /// The first line of `range` of `bytes`, without its ending, where that begins with `#!`.
  static func shebang(in bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    let text = Lines.trimmed(bytes, range)
    guard bytes[text].starts(with: "#!".utf8) else { return text.lowerBound..<text.lowerBound }
    let end = Lines.lineEnd(bytes, from: text.lowerBound, limit: text.upperBound).before
    return text.lowerBound..<end
  }

  /// The bytes of `range` without the blank lines around them.
  func text(_ range: Range<Int>) -> [UInt8] { Array(bytes[Lines.trimmed(bytes, range)]) }
}

/// A name that a script needs, or a file, and does not have.
package struct UnresolvedName: Sendable, Hashable {
  /// Why it is missing.
  package enum Reason: String, Sendable {
    /// Nothing in its file defines it.
    case undefined
    /// It is a file of the component, which does not come with the script.
    case module
    /// Imports of both of JavaScript's styles are in one file, which no program takes.
    case mixedImports = "mixed imports"
  }

  /// The name, or what the import calls the file.
  package var name: String
  /// The file of the library that uses it.
  package var path: String
  /// Why it is missing.
  package var reason: Reason
}
