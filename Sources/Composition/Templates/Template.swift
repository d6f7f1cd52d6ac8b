package import Sections

/// What a component is composed from: parameters to set, slots to fill, and the text around them.
package struct Template: Sendable {
  /// What `--template` and recipes call it.
  package var name: String
  /// What it makes.
  package var kind: Component.Kind
  /// What it is for, in a sentence.
  package var summary: String
  /// What can be set, in the order of the file.
  package var parameters: [Parameter]
  /// What can be filled, in the order of the file.
  package var slots: [Slot]
  /// The folder its files go to, below the workspace: `skills/{{name}}`.
  var root: TemplateText
  /// The files it writes, the one an agent reads first at the front.
  var files: [File]

  /// A file that the template writes itself.
  struct File: Sendable {
    /// Where, below the root.
    var path: TemplateText
    /// What is in it.
    var text: TemplateText
    /// Whether it can be run.
    var isExecutable: Bool
  }

  /// A place for sections.
  package struct Slot: Sendable {
    /// Where its sections end up.
    package enum Landing: String, Sendable, CaseIterable {
      /// In the text of a file, where `{{slot}}` stands.
      case inline
      /// Each in a Markdown file of its own.
      case reference
      /// Code, put together in a file by itself.
      case script
      /// Each in a file of its own, byte for byte.
      case asset
    }

    /// What `--slot` and recipes call it.
    package var name: String
    /// What belongs in it, for people.
    package var help: String
    /// The kinds it takes, or nil for anything but frontmatter and binary files.
    package var accepts: [SectionKind]?
    /// How many sections it takes.
    package var count: ClosedRange<Int>
    /// The level of its sections' headings, 1 to 6.
    package var level: Int
    /// Where they go.
    package var landing: Landing
    /// Sections of slots with a higher one stay longer where a budget is too small for all.
    package var priority = 0
    /// For any landing but inline: the path of the file, below the root.
    var path: TemplateText?
    /// For scripts: the first line.
    var shebang: TemplateText?

    /// Whether sections of that kind may be put here.
    package func takes(_ kind: SectionKind) -> Bool {
      accepts?.contains(kind) ?? (kind != .frontmatter && kind != .binary)
    }
  }

  /// The slot of that name.
  package func slot(_ name: String) -> Slot? { slots.first { $0.name == name } }
}
