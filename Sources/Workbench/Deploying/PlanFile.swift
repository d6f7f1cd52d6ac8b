internal import Foundation
internal import Sections
internal import Workspace

/// A plan in a file: made once, looked at, and carried out later.
enum PlanFile {
  /// Writes a plan to the file at `path`, in place of what is there.
  static func write(_ plan: Plan, to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let url = URL(fileURLWithPath: path)
    let folder = try Folder(url.deletingLastPathComponent().path)
    try folder.write(
      FileContent(bytes: Array(try encoder.encode(plan))), to: RelativePath(url.lastPathComponent))
  }

  /// The plan in the file at `path`; nil where there is no such file.
  ///
  /// - Throws: ``DeploymentFailure/unreadable(path:reason:)``.
  static func read(_ path: String) throws -> Plan? {
    guard let bytes = FileManager.default.contents(atPath: path) else { return nil }
    do {
      return try JSONDecoder().decode(Plan.self, from: bytes)
    } catch {
      throw DeploymentFailure.unreadable(
        path: path, reason: "it is no plan that ‘joinery plan -o’ wrote")
    }
  }
}
