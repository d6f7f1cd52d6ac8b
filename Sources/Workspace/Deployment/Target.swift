internal import Sections

/// A folder that an agent reads: its own, or the root of a project.
package struct Target: Hashable, Sendable, Codable {
  /// What it is called: letters, digits, `-` and `_`; it is part of a reference's name in git.
  package let name: String
  /// Where it is.
  package let root: String
  /// Which agent reads it.
  package let agent: Agent
  /// For whom it is.
  package let scope: Scope
  /// The names of the sets of components it holds; everything where empty.
  package let sets: [String]

  /// A target.
  ///
  /// - Parameters:
  ///   - root: an absolute path.
  ///   - sets: in any order.
  package init(
    name: String, root: String, agent: Agent = .generic, scope: Scope = .user, sets: [String] = []
  ) throws(DeploymentFailure) {
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
    self.agent = agent
    self.scope = scope
    self.sets = Set(sets).sorted()
  }

  /// Where the agent reads what.
  package var layout: Layout { Layout(agent, scope) }

  /// Reads a target; one that was written when there was one kind only is generic.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      name: container.decode(String.self, forKey: .name),
      root: container.decode(String.self, forKey: .root),
      agent: container.decodeIfPresent(Agent.self, forKey: .agent) ?? .generic,
      scope: container.decodeIfPresent(Scope.self, forKey: .scope) ?? .user,
      sets: container.decodeIfPresent([String].self, forKey: .sets) ?? [])
  }

  /// Where the workspace's repository keeps what was last deployed here.
  var reference: String { "refs/joinery/targets/\(name)" }

  /// The same for the parts of files that others write to as well: see ``SharedPart``.
  var partsReference: String { "refs/joinery/parts/\(name)" }
}
