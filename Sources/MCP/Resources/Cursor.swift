internal import Foundation

/// Where the next page begins: after the component of that path, wherever it stands by then.
enum Cursor {
  /// The cursor for what comes after `path`.
  static func text(after path: String) -> String {
    Data("after \(path)".utf8).base64EncodedString()
  }

  /// The path in a cursor; nil where it is none of ours.
  static func path(in text: String) -> String? {
    guard let data = Data(base64Encoded: text), let found = String(data: data, encoding: .utf8),
      found.hasPrefix("after ")
    else { return nil }
    return String(found.dropFirst("after ".count))
  }
}
