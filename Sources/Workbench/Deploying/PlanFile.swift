internal import Foundation
internal import Sections
internal import Workspace

/// What a deployment would do, and what it was planned from.
struct Planned {
  var plan: Plan
  let holding: Holding
}

/// A plan in a file: made once, looked at, and carried out later.
struct PlanFile: Codable {
  /// The plan.
  let plan: Plan
  /// The sets that it was made for.
  let sets: [String]

  init(plan: Plan, sets: [String]) {
    self.plan = plan
    self.sets = sets
  }

  /// Reads the file at `path`; nil where there is no such file.
  ///
  /// - Throws: ``DeploymentFailure/unreadable(path:reason:)``.
  init?(reading path: String) throws {
    guard let bytes = FileManager.default.contents(atPath: path) else { return nil }
    do {
      self = try JSONDecoder().decode(PlanFile.self, from: bytes)
    } catch {
      throw DeploymentFailure.unreadable(
        path: path, reason: "it is no plan that ‘joinery plan -o’ wrote")
    }
  }

  /// Writes the file at `path`, in place of what is there.
  func write(to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let url = URL(fileURLWithPath: path)
    let folder = try Folder(url.deletingLastPathComponent().path)
    try folder.write(
      FileContent(bytes: Array(try encoder.encode(self))), to: RelativePath(url.lastPathComponent))
  }
}

/// Why a plan in a file was not carried out.
package enum PlanFileFailure: Explained, Equatable {
  /// It was made for other sets than were asked for.
  case otherSets([String])

  package var problem: String {
    switch self {
    case .otherSets(let sets):
      sets.isEmpty
        ? "the plan was made for all that the target holds"
        : "the plan was made for the sets \(sets.joined(separator: ", "))"
    }
  }

  package var hint: String? { "Leave --set out, or make another plan." }
}
