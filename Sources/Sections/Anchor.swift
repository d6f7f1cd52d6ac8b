/// The names that addresses use after `#`.
public enum Anchor {
  /// The anchor that GitHub gives a heading: lower case, punctuation dropped, spaces to hyphens.
  ///
  /// A title with nothing left is `section`.
  public static func slug(_ title: String) -> String {
    let bare = bare(title)
    return bare.isEmpty ? "section" : bare
  }

  /// The same, but empty for a title with nothing left, as GitHub has it.
  public static func bare(_ title: String) -> String {
    if let slug = asciiSlug(title) { return slug }
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
    return slug
  }

  /// The same for titles of ASCII alone, which nearly all are, without asking Unicode; nil for
  /// others.
  private static func asciiSlug(_ title: String) -> String? {
    var slug: [UInt8] = []
    for byte in title.utf8 {
      switch byte {
      case 0x30...0x39, 0x61...0x7A, 0x2D, 0x5F: slug.append(byte)
      case 0x41...0x5A: slug.append(byte | 0x20)
      case 0x20: slug.append(0x2D)
      case 0x80...: return nil
      default: continue
      }
    }
    return String(decoding: slug, as: UTF8.self)
  }
}
