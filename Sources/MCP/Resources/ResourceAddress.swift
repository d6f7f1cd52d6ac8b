internal import Foundation

/// What a resource's URI names.
enum ResourceAddress: Equatable, Sendable {
  /// A section, by its id or the beginning of one.
  case section(String)
  /// A component, by its name or its path.
  case component(String)

  /// Reads a URI; nil where it is none of ours.
  init?(_ uri: String) {
    for (prefix, make) in [
      (Self.prefixes.section, ResourceAddress.section),
      (Self.prefixes.component, ResourceAddress.component),
    ] where uri.hasPrefix(prefix) {
      guard let name = String(uri.dropFirst(prefix.count)).removingPercentEncoding, !name.isEmpty
      else { return nil }
      self = make(name)
      return
    }
    return nil
  }

  private static let prefixes = (section: "joinery://section/", component: "joinery://component/")
  private static let plain = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

  /// The URI.
  var uri: String {
    switch self {
    case .section(let id): Self.prefixes.section + Self.encoded(id)
    case .component(let name): Self.prefixes.component + Self.encoded(name)
    }
  }

  private static func encoded(_ name: String) -> String {
    name.addingPercentEncoding(withAllowedCharacters: plain) ?? name
  }

  /// The pattern of URIs of sections.
  static let sections = "\(prefixes.section){id}"
  /// The pattern of URIs of components.
  static let components = "\(prefixes.component){name}"
}
