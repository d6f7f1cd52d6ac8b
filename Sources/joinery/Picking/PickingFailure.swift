internal import Sections

/// Why a component cannot be called so in a picking session.
enum PickingFailure: Explained {
  /// There is a recipe of that name.
  case exists(String)
  /// The recipe that is added to has a name.
  case renames(String)

  var problem: String {
    switch self {
    case .exists(let name): "there is a recipe “\(name)” already"
    case .renames(let name): "the recipe is called “\(name)”"
    }
  }

  var hint: String? {
    switch self {
    case .exists(let name):
      "Give it another name; ‘joinery compose \(ShellLine.quoted(name))’ adds to that one."
    case .renames: "Leave with q, and give ‘joinery compose’ another name."
    }
  }
}
