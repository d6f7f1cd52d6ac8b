/// What the author of a composed file may do to it, and what may happen to what it is made of.
///
/// In all of them the section is Beta, the second of three.
struct AuthorsEdit: CustomStringConvertible, Sendable {
  let description: String
  /// What becomes of the sections.
  let apply: @Sendable (inout [Leaf]) -> Void

  static let added = Leaf("Mine")

  static let all = [
    AuthorsEdit(description: "nothing") { _ in },
    AuthorsEdit(description: "edits a text") { $0[1].paragraphs[0] = "Mine is one thing." },
    AuthorsEdit(description: "edits another text") { $0[1].paragraphs[1] = "Mine is another." },
    AuthorsEdit(description: "makes the same edit") { $0[1].paragraphs[0] = "Theirs is one." },
    AuthorsEdit(description: "edits all of it") {
      $0[1].paragraphs = ["Mine is one thing.", "Mine is another."]
      $0[1].code = "echo mine"
    },
    AuthorsEdit(description: "edits the code") { $0[1].code = "echo mine" },
    AuthorsEdit(description: "edits what is below") { $0[1].inner[0].paragraphs[0] = "Mine." },
    AuthorsEdit(description: "renames") { $0[1].title = "Beta of mine" },
    AuthorsEdit(description: "removes") { $0.remove(at: 1) },
    AuthorsEdit(description: "removes what is below") { $0[1].inner = [] },
    AuthorsEdit(description: "adds") { $0.insert(added, at: 2) },
    AuthorsEdit(description: "reorders") { $0.swapAt(1, 2) },
    AuthorsEdit(description: "changes the level") {
      $0[1].level = 3
      $0[1].inner[0].level = 4
    },
    AuthorsEdit(description: "edits the next section") { $0[2].paragraphs[0] = "Mine, next." },
  ]
}

/// A change of a section in the library, or of the recipe.
struct SourceChange: CustomStringConvertible, Sendable {
  let description: String
  /// What becomes of the file that the sections come from.
  var source: @Sendable (inout [Leaf]) -> Void = { _ in }
  /// What becomes of the entries of the recipe.
  var recipe: @Sendable (inout [String]) -> Void = { _ in }
  /// What becomes of the sections as they are composed.
  var composed: @Sendable (inout [Leaf]) -> Void = { _ in }
  /// Whether a section of the recipe is nowhere any more, so that nothing can be composed.
  var isRefused = false

  static let extra = Leaf("Delta")

  private static func edit(
    _ description: String, _ change: @escaping @Sendable (inout [Leaf]) -> Void
  ) -> SourceChange {
    SourceChange(description: description, source: change, composed: change)
  }

  private static func entry(
    _ description: String, _ lines: String,
    _ change: @escaping @Sendable (inout [Leaf]) -> Void
  ) -> SourceChange {
    SourceChange(
      description: description, recipe: { $0[1] = "section: files/notes.md#beta\n\(lines)" },
      composed: change)
  }

  static let all = [
    SourceChange(description: "nothing"),
    edit("edits a text") { $0[1].paragraphs[0] = "Theirs is one." },
    edit("edits another text") { $0[1].paragraphs[1] = "Theirs is another." },
    edit("edits the code") { $0[1].code = "echo theirs" },
    edit("edits what is below") { $0[1].inner[0].paragraphs[0] = "Theirs." },
    edit("renames") { $0[1].title = "Beta of theirs" },
    edit("removes what is below") { $0[1].inner = [] },
    edit("adds below") { $0[1].inner.append(Leaf("Theirs", level: 3)) },
    edit("edits the next section") { $0[2].paragraphs[1] = "Theirs, next." },
    SourceChange(
      description: "removes", source: { $0.remove(at: 1) }, isRefused: true),
    SourceChange(description: "reorders", source: { $0.swapAt(1, 2) }),
    SourceChange(
      description: "changes the level",
      source: { leaves in
        for index in leaves.indices { leaves[index].level = 3 }
        leaves[1].inner[0].level = 5
      }),
    SourceChange(
      description: "recipe takes out", recipe: { $0.remove(at: 1) }, composed: { $0.remove(at: 1) }),
    SourceChange(
      description: "recipe adds", recipe: { $0.insert("files/notes.md#delta", at: 2) },
      composed: { $0.insert(extra, at: 2) }),
    SourceChange(
      description: "recipe reorders", recipe: { $0.swapAt(1, 2) }, composed: { $0.swapAt(1, 2) }),
    SourceChange(
      description: "recipe puts it first", recipe: { $0.swapAt(0, 1) },
      composed: { $0.swapAt(0, 1) }),
    entry("recipe renames", "title: Beta of the recipe") { $0[1].title = "Beta of the recipe" },
    entry("recipe leaves out what is below", "children: false") { $0[1].inner = [] },
    entry("recipe takes prose only", "only: [prose]") { $0[1].code = nil },
    entry("recipe changes the level", "level: 3") {
      $0[1].level = 3
      $0[1].inner[0].level = 4
    },
  ]
}
