internal import Sections

/// Why a copied section could not be linked to its source, or is no longer.
package enum LinkFailure: Explained, Equatable {
  /// No section of the library has its text.
  case noSource(String, near: [String])
  /// Several have.
  case several(String, sources: [String])
  /// The source that was named has another text: so many lines differ.
  case differs(String, source: String, lines: Int)
  /// The file is composed from a recipe.
  case ofRecipe(String, recipe: String)
  /// The file was checked out from the file in which the source is.
  case checkedOut(String, source: String)
  /// It is, or holds, or is in a section that is linked already.
  case linked(String, to: String)
  /// What it would be linked to is made of it: the files and recipes on the way.
  case cycle([String])
  /// The file was edited, and what it was when its sections were linked is nowhere any more.
  case baseLost(String)
  /// It is blank.
  case blank(String)
  /// Nothing is left of the source that could stand in the file.
  case emptied(String)

  package var problem: String {
    switch self {
    case .noSource(let name, _): "no section of the library has the text of “\(name)”"
    case .several(let name, let sources):
      "“\(name)” may be a copy of any of \(sources.count): "
        + sources.prefix(8).joined(separator: ", ") + (sources.count > 8 ? ", …" : "")
    case .differs(let name, let source, let lines):
      "“\(name)” is no copy of “\(source)”: \(lines) lines differ"
    case .ofRecipe(let name, let recipe): "“\(name)” is composed from \(recipe)"
    case .checkedOut(let name, let source): "“\(name)” was checked out from \(source)"
    case .linked(let name, let source): "“\(name)” is linked already, to “\(source)”"
    case .cycle(let path): "sections are made of each other: \(path.joined(separator: " → "))"
    case .baseLost(let path):
      "“\(path)” was edited, and nothing has it as it was when its sections were linked"
    case .blank(let name): "“\(name)” has no text"
    case .emptied(let address): "nothing is left of “\(address)” that could stand there"
    }
  }

  package var hint: String? {
    switch self {
    case .noSource(_, let near):
      near.isEmpty
        ? "‘joinery search WORDS’ finds sections."
        : "The nearest by name: \(near.joined(separator: ", ")). Only a copy can be linked."
    case .several(let name, _): "Name one of them: ‘joinery attach \(name) SOURCE’."
    case .differs:
      "Heading levels and blank lines at the ends may differ; ‘joinery show’ prints it."
    case .ofRecipe:
      "‘joinery attach RECIPE SECTION’ links its own words; ‘joinery compose’ adds sections."
    case .checkedOut: "‘joinery checkout --all --merge’ brings what changed there."
    case .linked: "‘joinery detach FILE#SECTION’ cuts that link first."
    case .cycle: "Link it to the section they all come from, or pin it (ADDRESS@HASH)."
    case .baseLost: "‘joinery detach FILE’ cuts its links; ‘joinery attach’ makes them anew."
    case .blank: "Name a section that has some."
    case .emptied: "‘joinery detach FILE#SECTION’ makes it your own."
    }
  }

  /// What to do where the source of a section of the file at `path` is gone.
  static func hint(for path: String) -> String {
    "‘joinery detach \(path)#SECTION’ makes it your own; ‘attach’ links it to another."
  }
}
