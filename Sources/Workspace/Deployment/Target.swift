internal import Sections

/// A folder that an agent reads.
package struct Target: Hashable, Sendable, Codable {
  /// What it is called: letters, digits, `-` and `_`; it is part of a reference's name in git.
  package let name: String
  /// Where it is.
  package let root: String

  /// A target.
  ///
  /// - Parameter root: an absolute path.
  package init(name: String, root: String) throws(DeploymentFailure) {
    let allowed = name.utf8.allSatisfy { byte in
      Character(Unicode.Scalar(byte)).isASCII
        && (Character(Unicode.Scalar(byte)).isLetter || Character(Unicode.Scalar(byte)).isNumber
          || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_"))
    }
    guard allowed, (1...64).contains(name.utf8.count), !name.hasPrefix("-") else {
      throw .badName(name)
    }
    guard root.hasPrefix("/"), !root.utf8.contains(0) else { throw .relativeRoot(root) }
    self.name = name
    self.root = root
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      name: container.decode(String.self, forKey: .name),
      root: container.decode(String.self, forKey: .root))
  }

  /// Where the workspace's repository keeps what was last deployed here.
  var reference: String { "refs/joinery/targets/\(name)" }
}
