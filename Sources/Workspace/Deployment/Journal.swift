internal import Foundation
internal import Sections

/// What deployments are under way, and what the past ones did: a folder of small files.
///
/// An intent, which is the plan as far as it changes something, is written before the first
/// write to a target; the receipt after the last, and then the intent goes. An intent that is
/// found later says that a deployment did not end.
package struct Journal: Sendable {
  /// The folder. It is made when it is first written to.
  package let path: String
  private let hazard: Hazard

  /// The journal in the folder at `path`.
  package init(_ path: String, hazard: Hazard = .none) {
    self.path = path
    self.hazard = hazard
  }

  /// The plan of a deployment to `target` that did not end; nil where there is none.
  package func unfinished(for target: Target) throws -> Plan? {
    guard Folder.exists(path) else { return nil }
    let name = try intent(target)
    guard let content = try Folder(path).read(name) else { return nil }
    guard let plan = try? JSONDecoder().decode(Plan.self, from: Data(content.bytes)) else {
      throw DeploymentFailure.unreadable(path: "\(path)/\(name)", reason: "it is no plan")
    }
    return plan
  }

  /// The receipts of past deployments, oldest first.
  package func receipts() throws -> [Receipt] {
    guard Folder.exists(path) else { return [] }
    let folder = try Folder(path)
    var receipts: [Receipt] = []
    for name in try folder.list().files.keys.sorted() where name.parent?.text == "receipts" {
      guard let content = try folder.read(name) else { continue }
      receipts.append(try JSONDecoder().decode(Receipt.self, from: Data(content.bytes)))
    }
    return receipts.sorted { $0.time < $1.time }
  }

  func begin(_ plan: Plan) throws {
    let name = try intent(plan.target)
    try folder().write(FileContent(bytes: JSON.bytes(of: plan.changesOnly)), to: name)
  }

  func end(_ receipt: Receipt) throws {
    let name = "receipts/\(receipt.time)-\(receipt.target.name)-\(receipt.plan.short).json"
    let folder = try folder()
    try folder.write(FileContent(bytes: JSON.bytes(of: receipt)), to: RelativePath(name))
    try folder.remove(intent(receipt.target))
  }

  /// Removes temporary files that a crash left.
  func sweep() throws {
    guard Folder.exists(path) else { return }
    try folder().sweep([nil, RelativePath("receipts")]) { _ in false }
  }

  private func folder() throws(FileFailure) -> Folder {
    try Folder(path, making: true, hazard: hazard)
  }

  private func intent(_ target: Target) throws(PathFailure) -> RelativePath {
    try RelativePath("\(target.name).intent.json")
  }
}
