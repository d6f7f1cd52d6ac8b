internal import Foundation

/// How a remote is reached, as its address says.
///
/// Git also knows addresses that start a program (`ext::COMMAND`, `NAME::…`). They are none here.
package enum RemoteAddress: Hashable, Sendable {
  /// A folder of this machine.
  case folder(String)
  /// Another machine.
  case network

  private static let schemes: Set<String> = ["ssh", "git+ssh", "ssh+git", "https", "http", "git"]

  /// What `text` says; nil where it is no address that this program may use.
  ///
  /// - Parameter root: what relative paths are relative to.
  package init?(_ text: String, relativeTo root: String) {
    if let end = text.firstRange(of: "://") {
      let scheme = text[..<end.lowerBound].lowercased()
      if scheme == "file" {
        let path = text[end.upperBound...].drop { $0 != "/" }
        self = .folder(path.removingPercentEncoding ?? String(path))
      } else if Self.schemes.contains(scheme) {
        self = .network
      } else {
        return nil
      }
      return
    }
    let host = text.prefix { $0 != "/" }
    if text.isEmpty || host.contains("::") { return nil }
    if host.contains(":") {
      self = .network
    } else {
      self = .folder(text.hasPrefix("/") ? text : "\(root)/\(text)")
    }
  }

  /// `text` without what it says of passwords and tokens.
  package static func shown(_ text: String) -> String {
    guard let scheme = text.firstRange(of: "://"), !text.lowercased().hasPrefix("ssh") else {
      return text
    }
    let rest = text[scheme.upperBound...]
    let authority = rest.prefix { $0 != "/" }
    guard let at = authority.lastIndex(of: "@") else { return text }
    return text[..<scheme.upperBound] + "…" + rest[at...]
  }
}
