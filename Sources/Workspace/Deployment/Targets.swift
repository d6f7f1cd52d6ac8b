internal import Foundation
internal import Sections

/// The targets that are known, as a small JSON file keeps them.
package struct Targets: Sendable, Equatable {
  /// The targets, by name.
  package private(set) var all: [Target] = []

  /// No targets.
  package init() {}

  /// Reads the targets in the file `name` of `folder`; none where there is no such file.
  package init(in folder: borrowing Folder, named name: RelativePath) throws {
    guard let content = try folder.read(name) else { return }
    do {
      let list = try JSONDecoder().decode([Target].self, from: Data(content.bytes))
      for target in list { try add(target) }
    } catch let failure as any Explained {
      throw DeploymentFailure.unreadable(path: "\(folder.path)/\(name)", reason: failure.problem)
    } catch {
      throw DeploymentFailure.unreadable(
        path: "\(folder.path)/\(name)", reason: "it is no list of targets")
    }
  }

  /// The target of that name.
  package subscript(name: String) -> Target {
    get throws(DeploymentFailure) {
      guard let target = all.first(where: { $0.name == name }) else {
        throw .unknownTarget(name, known: all.map(\.name))
      }
      return target
    }
  }

  /// Adds a target. The same one twice is one.
  package mutating func add(_ target: Target) throws(DeploymentFailure) {
    if let known = all.first(where: { $0.name == target.name }) {
      guard known == target else { throw .targetExists(name: known.name, root: known.root) }
      return
    }
    all.append(target)
    all.sort { $0.name < $1.name }
  }

  /// Forgets a target. What was deployed stays where it is.
  package mutating func remove(_ name: String) throws(DeploymentFailure) {
    let target = try self[name]
    all.removeAll { $0 == target }
  }

  /// Writes the targets to the file `name` of `folder`.
  package func save(in folder: borrowing Folder, named name: RelativePath) throws {
    try folder.write(FileContent(bytes: JSON.bytes(of: all)), to: name)
  }
}

/// JSON as our small files have it: keys in order, a line each, a line break at the end.
enum JSON {
  static func bytes(of value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try Array(encoder.encode(value)) + [UInt8(ascii: "\n")]
  }
}
