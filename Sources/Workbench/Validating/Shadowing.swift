internal import Components
internal import Composition
internal import Graph
internal import Sections
internal import Workspace

/// The components around one that an agent may see together with it.
struct Neighbours: Sendable {
  /// One of them.
  struct Neighbour: Sendable {
    /// Where it is, as reports show it.
    var path: String
    /// The hash of the file that an agent reads first.
    var hash: ContentHash
    /// The workspace's files that came from it.
    var copies: Set<String> = []
  }

  /// By kind and name.
  private var all: [[String]: [Neighbour]] = [:]

  /// What agents load by name. What is in a plugin is called by the plugin's name too.
  private static func key(_ component: Component) -> [String]? {
    guard [.skill, .command, .agent, .outputStyle].contains(component.kind),
      component.parent == nil
    else { return nil }
    return [component.kind.rawValue, component.name]
  }

  /// Adds one.
  mutating func add(_ component: Component, _ neighbour: Neighbour) {
    guard let key = Self.key(component) else { return }
    all[key, default: []].append(neighbour)
  }

  /// That others have the name of `subject`, and other content. One with the same content is taken
  /// for the same, and so is what it was checked out from.
  func findings(for subject: Subject) -> [Composition.Finding] {
    let component = subject.component
    guard let key = Self.key(component), let bytes = subject.files[component.entry] else {
      return []
    }
    let (hash, entry) = (ContentHash(of: bytes), subject.shown(component.entry))
    return (all[key] ?? []).filter {
      $0.path != entry && $0.hash != hash && !$0.copies.contains(component.entry)
    }.map { other in
      let message = "\(other.path) is a \(component.kind.rawValue) “\(component.name)” too"
      return Composition.Finding(.nameShadowed, path: entry, line: nil, message: message)
    }
  }
}

extension Workbench {
  /// The components of workspace and library, and those in targets that nobody deployed.
  func neighbours(inWorkspace: [Subject]) async throws -> Neighbours {
    var neighbours = Neighbours()
    for subject in inWorkspace {
      guard let bytes = subject.files[subject.component.entry] else { continue }
      neighbours.add(
        subject.component, .init(path: subject.component.entry, hash: ContentHash(of: bytes)))
    }
    let workspace = try workspace()
    let checkouts = try await lock(of: workspace).checkouts
    let copies = Dictionary(grouping: checkouts.keys) { checkouts[$0]?.source ?? "" }
    let hashes = Dictionary(
      try graph.documents().map { (PathKey($0.path), $0.hash) }, uniquingKeysWith: { $1 })
    for component in try graph.components() where !component.path.hasPrefix("workspace/") {
      guard let hash = hashes[PathKey(component.entry)] else { continue }
      neighbours.add(
        component,
        .init(path: component.entry, hash: hash, copies: Set(copies[component.entry] ?? [])))
    }
    for target in try loadTargets().all {
      try await add(to: &neighbours, unmanagedIn: target, of: workspace)
    }
    return neighbours
  }

  private func add(
    to neighbours: inout Neighbours, unmanagedIn target: Target, of workspace: Workspace
  ) async throws {
    let files = try await workspace.unmanaged(in: target)
    guard !files.isEmpty else { return }
    let root = try Folder(target.root)
    let places = Dictionary(
      files.map { ($0.origin.text, $0.path) }, uniquingKeysWith: { first, _ in first })
    var entries: [String: [UInt8]] = [:]
    for (origin, path) in places where ComponentDetector.isEntry(origin) {
      entries[origin] = try? root.read(path)?.bytes
    }
    let found = ComponentDetector.components(paths: Array(places.keys)) { entries[$0] }
    for component in found.components {
      guard let bytes = entries[component.entry], let path = places[component.entry] else {
        continue
      }
      neighbours.add(
        component, .init(path: "\(target.root)/\(path)", hash: ContentHash(of: bytes)))
    }
  }
}
