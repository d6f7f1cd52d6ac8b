/// What one statement at the top of a file of code does with the names of that file.
///
/// A variable of a shell script begins with `$`, as its functions have names of their own.
public struct Statement: Sendable, Equatable {
  /// What a statement is there for.
  public enum Role: String, Sendable, CaseIterable {
    /// Has to be in the first lines of a file: a comment that names its encoding.
    case header
    /// Says how everything after it is understood: `from __future__ …`, `set -e`, a trap.
    case setup
    /// Brings names from other files.
    case `import`
    /// Defines names, or changes what others stand for.
    case definition
    /// Is there for what it does.
    case effect
    /// Is run only where the file is run as a program.
    case main
  }

  /// Its bytes: whole lines, where nothing else is on them, with the comments above.
  public var range: Range<Int>
  /// What it is there for.
  public var role: Role
  /// The names of the file that it defines.
  public var defines: Set<String>
  /// The names of the file that stand for something else, or for more, after it: `x` for
  /// `x.append(1)` and `x.y = 2`.
  public var changes: Set<String>
  /// The names of the file that it needs, now or when what it defines is called.
  public var uses: Set<String>
  /// The names that it uses if the file defines them, and can do without.
  public var mentions: Set<String>
  /// What it imports; empty for all roles but ``Role/import`` and ``Role/setup``.
  public var imports: [Import]

  /// A statement.
  public init(
    _ range: Range<Int>, _ role: Role, defines: Set<String> = [], changes: Set<String> = [],
    uses: Set<String> = [], mentions: Set<String> = [], imports: [Import] = []
  ) {
    self.range = range
    self.role = role
    self.defines = defines
    self.changes = changes
    self.uses = uses
    self.mentions = mentions
    self.imports = imports
  }
}

/// What a statement imports from one module in one way.
///
/// A shorter import, or one of two, is written as the bytes of `opening`, of the names and of
/// `closing`.
public struct Import: Sendable, Equatable {
  /// A name that is imported.
  public struct Name: Sendable, Equatable {
    /// What is written for it: `path as p`.
    public var range: Range<Int>
    /// What it is called in the file: `p`.
    public var name: String

    /// A name.
    public init(_ range: Range<Int>, _ name: String) {
      self.range = range
      self.name = name
    }
  }

  /// How a language spells its imports; of one script all are to be spelled alike.
  public enum Style: Sendable, Equatable {
    /// The only one there is.
    case plain
    /// `import … from`
    case module
    /// `require(…)`
    case common
  }

  /// Imports of the same form can be written as one.
  public var form: String
  /// The module, as ``Reference/Target/module(path:name:)`` has it: `os/path`, `./lib`. For a
  /// file that a script sources, its path.
  public var module: String
  /// What comes before the names: `from os import`.
  public var opening: Range<Int>
  /// The names; empty where everything is imported, or nothing.
  public var names: [Name]
  /// Whether the names are in braces.
  public var isBraced: Bool
  /// What comes after the names; empty where nothing does.
  public var closing: Range<Int>
  /// Whether names come from it that are not listed: `*`, `source`.
  public var isOpen: Bool
  /// How it is spelled.
  public var style: Style

  /// An import.
  public init(
    form: String, module: String, opening: Range<Int>, names: [Name], isBraced: Bool = false,
    closing: Range<Int>? = nil, isOpen: Bool = false, style: Style = .plain
  ) {
    self.form = form
    self.module = module
    self.opening = opening
    self.names = names
    self.isBraced = isBraced
    self.closing = closing ?? opening.upperBound..<opening.upperBound
    self.isOpen = isOpen
    self.style = style
  }
}

/// A parser that can also say which names the statements at the top of a file define and use, so
/// that a function can be taken out of it with what it needs.
///
/// ## Implementation guidance
///
/// - List every statement, in order; the ranges do not overlap.
/// - Where scopes are hard to tell, say that a name is used: an unneeded helper is better than a
///   missing one.
/// - Leave out of ``Statement/uses`` the names that are local to what is inside the statement.
public protocol StatementParser: SectionParser {
  /// The names that every file of the language knows.
  var builtIns: Set<String> { get }
  /// The statements at the top of `source`, in order.
  ///
  /// - Throws: ``ParseFailure`` where nothing can be said of the file.
  func statements(of source: Source) async throws(ParseFailure) -> [Statement]
}
