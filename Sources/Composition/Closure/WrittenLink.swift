/// The destination of a link as it is written, taken apart: `a/b.md?raw=1#part`.
struct WrittenLink {
  /// What stands before `?` and `#`.
  let path: String
  /// `?` and what follows it, before `#`.
  let query: String
  /// What follows `#`; nil where there is none.
  let anchor: String?

  /// Takes `text` apart.
  init(_ text: String) {
    // By scalars: an anchor may begin with one that makes a single character of itself and “#”.
    let mark = text.unicodeScalars.firstIndex(of: "#")
    anchor = mark.map { String(text[text.unicodeScalars.index(after: $0)...]) }
    let place = text[..<(mark ?? text.endIndex)]
    let question = place.unicodeScalars.firstIndex(of: "?") ?? place.endIndex
    path = String(place[..<question])
    query = String(place[question...])
  }

  /// The text with another path or anchor; what is nil stays as it is written.
  func text(path newPath: String?, anchor newAnchor: String?) -> String {
    let place = newPath.map(WrittenLink.encoded) ?? path
    let fragment = newAnchor.map(WrittenLink.encoded) ?? anchor
    return place + (place.isEmpty ? "" : query) + (fragment.map { "#\($0)" } ?? "")
  }

  /// `text` so that it stands in a link, in `<…>` or not, and reads as the same path.
  static func encoded(_ text: String) -> String {
    var encoded = ""
    for scalar in text.unicodeScalars {
      if scalar.isASCII, !isPlain(scalar) {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        encoded += "%" + (digits.count < 2 ? "0" : "") + digits
      } else {
        encoded.unicodeScalars.append(scalar)
      }
    }
    return encoded
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".", "~", "/", "+", "@", ",", "=": true
    default: false
    }
  }

  /// Whether `path` begins with a name that stands for a folder, as `${CLAUDE_PLUGIN_ROOT}/` and
  /// `{baseDir}/` do. Such a text is right wherever it stands.
  static func isPrefixed(_ path: String) -> Bool {
    guard path.hasPrefix("$") || path.hasPrefix("{") else { return false }
    return path.contains("/")
  }
}
