internal import Foundation
internal import Sections

/// What was done in a home, and what is under way: a folder with a small file an operation.
///
/// An operation is written down before its first effect, as `NUMBER.begun.json`, and once more
/// when it has ended, as `NUMBER.json`; then the first goes. One that only has begun was
/// interrupted. Operations of a home never overlap, so there is at most one such.
package struct Journal: Sendable {
  /// The folder. It is made when it is first written to.
  package let path: String
  private let hazard: Hazard

  /// The journal in the folder at `path`.
  package init(_ path: String, hazard: Hazard = .none) {
    self.path = path
    self.hazard = hazard
  }

  /// The operation that did not end; nil where there is none.
  package func unfinished() throws -> Operation? {
    let names = try names()
    guard let last = names.last, last.isBegun, !names.contains(last.ended) else { return nil }
    return try read(last)
  }

  /// The operations that have ended, newest first.
  ///
  /// - Parameter limit: how many at most.
  package func operations(limit: Int = .max) throws -> [Operation] {
    try names().reversed().filter { !$0.isBegun }.prefix(limit).compactMap(read)
  }

  /// The operation of that number, if it has ended.
  package func operation(_ number: Int) throws -> Operation? {
    let name = Name(number: number, isBegun: false)
    return try names().contains(name) ? read(name) : nil
  }

  func next() throws -> Int { 1 + (try names().last?.number ?? 0) }

  func begin(_ operation: Operation) throws {
    try write(operation, as: Name(number: operation.number, isBegun: true))
  }

  func end(_ operation: Operation) throws {
    let name = Name(number: operation.number, isBegun: false)
    try write(operation, as: name)
    try abandon(operation)
  }

  /// Forgets an operation that had no effect, or whose effects were taken back.
  func abandon(_ operation: Operation) throws {
    try folder().remove(Name(number: operation.number, isBegun: true).path())
  }

  /// Removes what a crash left: temporary files, and the beginnings of operations that ended.
  func sweep() throws {
    guard Folder.exists(path) else { return }
    try folder().sweep([nil]) { _ in false }
    let names = try names()
    for name in names where name.isBegun && name != names.last {
      try folder().remove(name.path())
    }
    if let last = names.last, last.isBegun, names.contains(last.ended) {
      try folder().remove(last.path())
    }
  }

  // MARK: Files

  /// The name of an operation's file. Of one number, the beginning sorts after the end.
  private struct Name: Hashable, Comparable {
    var number: Int
    var isBegun: Bool

    init(number: Int, isBegun: Bool) {
      self.number = number
      self.isBegun = isBegun
    }

    init?(_ text: String) {
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      guard let number = parts.first.flatMap({ Int($0) }), parts.last == "json" else { return nil }
      switch parts.dropFirst().dropLast() {
      case []: self.init(number: number, isBegun: false)
      case ["begun"]: self.init(number: number, isBegun: true)
      default: return nil
      }
    }

    var ended: Name { Name(number: number, isBegun: false) }

    func path() throws(PathFailure) -> RelativePath {
      let digits = String(number)
      let padding = String(repeating: "0", count: max(0, 8 - digits.count))
      return try RelativePath("\(padding)\(digits)\(isBegun ? ".begun" : "").json")
    }

    static func < (one: Name, other: Name) -> Bool {
      (one.number, one.isBegun ? 1 : 0) < (other.number, other.isBegun ? 1 : 0)
    }
  }

  private func names() throws -> [Name] {
    guard Folder.exists(path) else { return [] }
    let folder = try Folder(path)
    guard let open = try folder.openFolder(nil) else { return [] }
    return try folder.names(in: open, path).compactMap { Name($0) }.sorted()
  }

  private func read(_ name: Name) throws -> Operation? {
    let path = try name.path()
    guard let content = try Folder(self.path).read(path) else { return nil }
    do {
      return try JSONDecoder().decode(Operation.self, from: Data(content.bytes))
    } catch {
      throw DeploymentFailure.unreadable(
        path: "\(self.path)/\(path)", reason: "it is no operation that joinery wrote")
    }
  }

  private func write(_ operation: Operation, as name: Name) throws {
    try folder().write(FileContent(bytes: JSON.bytes(of: operation)), to: name.path())
  }

  private func folder() throws(FileFailure) -> Folder {
    try Folder(path, making: true, hazard: hazard)
  }
}
