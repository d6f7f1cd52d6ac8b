/// The names that addresses use after `#`.
public enum Anchor {
  /// The anchor that GitHub gives a heading: lower case, punctuation dropped, spaces to hyphens.
  ///
  /// A title with nothing left is `section`.
  public static func slug(_ title: String) -> String {
    var slug = ""
    for scalar in title.lowercased().unicodeScalars {
      switch scalar {
      case " ": slug.unicodeScalars.append("-")
      case "-", "_": slug.unicodeScalars.append(scalar)
      default:
        if scalar.properties.isAlphabetic || scalar.properties.numericType != nil
          || scalar.properties.generalCategory == .nonspacingMark
        {
          slug.unicodeScalars.append(scalar)
        }
      }
    }
    return slug.isEmpty ? "section" : slug
  }
}
