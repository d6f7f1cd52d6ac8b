/// What an agent loads as one thing: a skill's folder, a command's file, a plugin with all it holds.
public struct Component: Sendable, Equatable, Codable {
  /// The ten kinds.
  public enum Kind: String, Sendable, Codable, CaseIterable, Comparable {
    case skill, command, agent, hook, plugin
    case outputStyle = "output-style"
    case reference, documentation, configuration, script

    public static func < (one: Kind, other: Kind) -> Bool { one.rawValue < other.rawValue }
  }

  /// What it is.
  public var kind: Kind
  /// What it is called: the `name` it declares, else its folder's or file's name.
  public var name: String
  /// Its folder, or its file where it is one file: a path in the library.
  public var path: String
  /// The file an agent reads first: `SKILL.md`, the manifest, or the only file.
  public var entry: String
  /// The version it declares.
  public var version: String?
  /// The description it declares.
  public var summary: String?
  /// The fields of its frontmatter or manifest, as JSON text by key. Empty where there are none.
  public var fields: [String: String]
  /// Its frontmatter as the file has it, between the `---` lines.
  public var frontmatter: String?
  /// The path of the component around it: a skill's plugin.
  public var parent: String?

  /// A component.
  public init(
    kind: Kind, name: String, path: String, entry: String, version: String? = nil,
    summary: String? = nil, fields: [String: String] = [:], frontmatter: String? = nil,
    parent: String? = nil
  ) {
    self.kind = kind
    self.name = name
    self.path = path
    self.entry = entry
    self.version = version
    self.summary = summary
    self.fields = fields
    self.frontmatter = frontmatter
    self.parent = parent
  }
}
