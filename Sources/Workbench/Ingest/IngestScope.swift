internal import Foundation
internal import Graph
internal import Sections

/// Where an ingest looks, and what the files there are called in the library.
struct IngestScope {
  /// The folder whose name their paths begin with.
  let root: Root
  /// What of it to look at: a path below the root, empty for all of it.
  let path: String
  /// Whether `path` is one file.
  let isFile: Bool
  /// Folders below the root that were ingested on their own: their files keep their names.
  let nested: [Root]

  /// The scope that `path`, a file or a folder on disk, stands for.
  ///
  /// A path inside a folder that was ingested before belongs to that folder. Any other folder
  /// becomes a root of its own, and a file's folder becomes one for its sake.
  init(_ path: String, as name: String?, in graph: SectionGraph) throws {
    let location = URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: location, isDirectory: &isFolder) else {
      throw IngestFailure.nothingAt(path)
    }
    isFile = !isFolder.boolValue
    let known = try graph.roots()
    let around = known.filter { location == $0.location || location.hasPrefix($0.location + "/") }
    if let root = around.max(by: { $0.location.utf8.count < $1.location.utf8.count }) {
      self.root = root
      self.path = String(location.dropFirst(root.location.count).drop { $0 == "/" })
    } else {
      let folder = isFile ? (location as NSString).deletingLastPathComponent : location
      let own = (folder as NSString).lastPathComponent
      root = try graph.root(named: name ?? (own == "/" ? "root" : own), location: folder)
      self.path = isFile ? (location as NSString).lastPathComponent : ""
    }
    let inside = root.location + "/"
    nested = known.filter { $0.location.hasPrefix(inside) }
  }

  /// The absolute path of what to look at.
  var location: String { path.isEmpty ? root.location : "\(root.location)/\(path)" }

  /// The path that a file at `path` below the scope has in the library.
  func libraryPath(_ path: String) -> String {
    let location = path.isEmpty ? self.location : "\(self.location)/\(path)"
    let owner =
      nested.filter { location.hasPrefix($0.location + "/") }
      .max { $0.location.utf8.count < $1.location.utf8.count } ?? root
    return owner.name + location.dropFirst(owner.location.count)
  }

  /// Whether a file of the library is one that this scope would find if it were on disk.
  func covers(_ libraryPath: String) -> Bool {
    if path.isEmpty { return true }
    let own = "\(root.name)/\(path)"
    return libraryPath == own || libraryPath.hasPrefix(own + "/")
  }

  /// The roots whose files this scope looks at.
  var roots: [Root] {
    [root] + nested.filter { path.isEmpty || $0.location.hasPrefix("\(location)/") }
  }
}

/// Why an ingest could not begin.
package enum IngestFailure: Explained, Equatable {
  /// The path that was given leads nowhere.
  case nothingAt(String)

  package var problem: String {
    switch self {
    case .nothingAt(let path): "there is no file or folder at “\(path)”"
    }
  }

  package var hint: String? { "Give the path of a folder with skills, or of one file." }
}
