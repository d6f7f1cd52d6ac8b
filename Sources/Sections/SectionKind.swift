/// What a section is. Parsers may use kinds of their own; these are the ones that ship.
public struct SectionKind: RawRepresentable, Hashable, Sendable, Codable {
  /// The word that lists show and `kind:` filters on.
  public let rawValue: String

  /// The kind of that name.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// YAML between `---` lines at the start of a Markdown file.
  public static let frontmatter = Self(rawValue: "frontmatter")
  /// What stands before the first section proper: docstring, imports, constants, opening text.
  public static let preamble = Self(rawValue: "preamble")
  /// A Markdown heading with everything it rules.
  public static let heading = Self(rawValue: "heading")
  /// An XML-like block whose tags stand alone on their lines.
  public static let block = Self(rawValue: "block")
  /// A fenced code block, fences included.
  public static let code = Self(rawValue: "code")
  /// A function or a value bound to one.
  public static let function = Self(rawValue: "function")
  /// A class with its members.
  public static let `class` = Self(rawValue: "class")
  /// A member function of a class.
  public static let method = Self(rawValue: "method")
  /// A field of a class.
  public static let field = Self(rawValue: "field")
  /// An interface.
  public static let interface = Self(rawValue: "interface")
  /// A type alias.
  public static let type = Self(rawValue: "type")
  /// An enumeration.
  public static let enumeration = Self(rawValue: "enum")
  /// A namespace or module with its members.
  public static let namespace = Self(rawValue: "namespace")
  /// What runs only when a file is run as a program: `if __name__ == "__main__":`.
  public static let main = Self(rawValue: "main")
  /// A top-level key of a configuration file, with its value.
  public static let key = Self(rawValue: "key")
  /// One entry below a key: a hook, a server, an array's table.
  public static let entry = Self(rawValue: "entry")
  /// Text or statements that no other kind covers.
  public static let text = Self(rawValue: "text")
  /// A whole file that is not text.
  public static let binary = Self(rawValue: "binary")

  /// Whether a section of this kind is part of its parent's own text unless it holds sections
  /// of other kinds: a code block is listed, and can be taken alone, without cutting its
  /// parent's text in two.
  public var isInline: Bool { self == .code || self == .block }
}
