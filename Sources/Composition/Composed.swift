package import Sections

/// A composed component: its files, and where every byte of them comes from.
package struct Composed: Sendable, Equatable {
  /// What it is.
  package var kind: Component.Kind
  /// The folder its files are in, below the workspace: `skills/pdf`.
  package var root: String
  /// The file an agent reads first: the template's first.
  package var entry: String
  /// Its files, by path; the paths are below the workspace.
  package var files: [File]
  /// The files in its folder that are the author's, by path.
  package var own: [OwnFile] = []
  /// What its files refer to and it does not hold.
  package var unresolved: [LooseEnd] = []
  /// What it says of itself because the components that its sections come from do.
  package var merged: [MergedField] = []
  /// The sections that became reference files because the budget is too small for all.
  package var moved: [Address] = []
  /// The sections that were left out for that reason.
  package var leftOut: [Address] = []

  /// One file of it.
  package struct File: Sendable, Equatable {
    /// Its path below the workspace: `skills/pdf/SKILL.md`.
    package var path: String
    /// Its bytes and their origins.
    package var draft: Draft
    /// Whether it can be run.
    package var isExecutable: Bool
    /// The sections that went into it, in order.
    package var placements: [Placement]
    /// What is known of it as a script; nil for other files.
    package var script: Script?
  }

  /// A file of the author's own: it is linked to, and never composed.
  package struct OwnFile: Sendable, Equatable {
    /// Its path below the workspace.
    package var path: String
    /// What it was copied of; nil where the recipe does not say.
    package var source: Address?
    /// Whether it is in the place of what would come along, rather than of an entry.
    package var comesAlong = false
  }

  /// What a script is made of.
  package struct Script: Sendable, Equatable {
    /// A file that the script is taken out of.
    package struct Source: Sendable, Equatable {
      /// Its path in the library.
      package var path: String
      /// Its bytes.
      package var bytes: [UInt8]
    }

    /// The language, as a fence calls it.
    package var language: String
    /// The files.
    package var sources: [Source]
    /// What it needs and does not have.
    package var unresolved: [UnresolvedName]
  }

  /// Where a section of the recipe is in a file.
  package struct Placement: Sendable, Equatable {
    /// The bytes made of it, what holds it together included.
    package var range: Range<Int>
    /// The section's id; nil for a whole file.
    package var section: SectionID?
    /// The hash of the section's bytes.
    package var hash: ContentHash
    /// The address in the recipe.
    package var address: Address
  }

  /// Takes in what the author has in a file of their own, which no section made.
  package mutating func add(own bytes: [UInt8], at path: String, isExecutable: Bool) {
    var file = File(path: path, draft: Draft(), isExecutable: isExecutable, placements: [])
    file.draft.append(bytes, from: .glue)
    files.append(file)
  }

  /// The bytes by path.
  package var bytes: [String: [UInt8]] {
    Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.draft.bytes) })
  }
}

extension Composed.File {
  /// Lets `write` add to the draft, and remembers what it added as the place of `part`.
  mutating func place(_ part: Part, _ write: (inout Draft) -> Void) {
    let start = draft.bytes.count
    write(&draft)
    guard draft.bytes.count > start else { return }
    placements.append(
      Composed.Placement(
        range: start..<draft.bytes.count, section: part.passage.id, hash: part.passage.hash,
        address: part.address))
  }
}
