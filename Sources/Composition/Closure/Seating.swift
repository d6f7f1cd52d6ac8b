internal import Sections

/// Finds a path for each file that comes along with a component.
struct Seating {
  /// The component's files, and after them those that came along.
  private(set) var files: [Composed.File]
  /// The paths of those that came along, by their paths in the library.
  private(set) var seats: [PathKey: String] = [:]
  private let root: ComponentRoot
  private let renames: Bool
  private var positions: [String: Int]
  private let own: [String: Composed.OwnFile]

  /// The seats of `composed`, none of them taken by a companion yet.
  init(_ composed: Composed, renames: Bool) throws(CompositionFailure) {
    files = composed.files
    root = try ComponentRoot(composed.root)
    self.renames = renames
    own = Dictionary(composed.own.map { ($0.path, $0) }) { first, _ in first }
    positions = Dictionary(
      composed.files.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The position of the file that is `companion`, and whether it is a new one: the same bytes at
  /// the same path are one file. Nil where the author has a file of their own in its place.
  ///
  /// - Throws: ``CompositionFailure/collision(path:one:other:)``.
  mutating func seat(
    _ companion: Companion
  ) throws(CompositionFailure) -> (position: Int, isNew: Bool)? {
    var path = try root.path(companion.place, in: companion.path)
    var number = 1
    let wanted = path
    while positions[path] != nil || own[path] != nil {
      if let own = own[path], own.source == nil || own.source?.path == companion.path {
        seats[PathKey(companion.path)] = path
        return nil
      }
      let file = positions[path].map { files[$0] }
      if let file, let position = positions[path],
        file.draft.bytes == companion.bytes
      {
        files[position].isExecutable = file.isExecutable || companion.isExecutable
        seats[PathKey(companion.path)] = path
        return (position, false)
      }
      guard renames else {
        throw .collision(path: path, one: file?.maker ?? "your own file", other: companion.path)
      }
      number += 1
      path = Seating.numbered(wanted, number)
    }
    var file = Composed.File(
      path: path, draft: Draft(), isExecutable: companion.isExecutable, placements: [])
    let passage = Passage(id: nil, hash: companion.hash, bytes: companion.bytes, start: 0)
    file.place(passage, as: companion.path)
    files.append(file)
    positions[path] = files.count - 1
    seats[PathKey(companion.path)] = path
    return (files.count - 1, true)
  }

  /// `a/b-2.md` for `a/b.md`.
  static func numbered(_ path: String, _ number: Int) -> String {
    let name = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let dot = path[name...].dropFirst().lastIndex(of: ".") ?? path.endIndex
    return "\(path[..<dot])-\(number)\(path[dot...])"
  }
}

extension Composed.File {
  /// Adds a whole file of the library, by its path there. An empty one leaves no trace.
  mutating func place(_ passage: Passage, as path: String) {
    guard let address = try? Address(path), !passage.bytes.isEmpty else { return }
    draft.append(passage, 0..<passage.bytes.count)
    placements.append(
      Composed.Placement(
        range: 0..<passage.bytes.count, section: nil, hash: passage.hash, address: address))
  }
}
