internal import Sections

/// Why a text is no pattern.
package enum PatternFailure: Explained, Equatable {
  /// Something at that place, counted in characters from 1, is not understood.
  case syntax(String, place: Int, reason: String)
  /// It would take too much memory.
  case tooLarge(String)

  package var problem: String {
    switch self {
    case .syntax(let pattern, let place, let reason):
      "“\(pattern)” is no pattern: \(reason), at character \(place)"
    case .tooLarge(let pattern): "“\(pattern.prefix(60))” is too large a pattern"
    }
  }

  package var hint: String? {
    switch self {
    case .syntax:
      "Put \\ before a sign that is meant as it is, or search with --exact. Back references and "
        + "looking around are not there: they would take more than linear time."
    case .tooLarge: "Repeat less: {n} counts as that many copies."
    }
  }
}
