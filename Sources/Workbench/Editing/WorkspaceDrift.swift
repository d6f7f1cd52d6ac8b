internal import Graph
internal import Sections
internal import Workspace

/// How the files of the workspace differ from what the library last read of them.
struct WorkspaceDrift {
  /// One file that differs.
  struct File {
    /// Its path below the workspace.
    var path: String
    /// What the library has; nil where the file is new.
    var stored: StoredDocument?
    /// What is on disk; nil where the file is gone.
    var reading: Reading?
  }

  /// The files that differ, by path.
  private(set) var files: [File] = []
  /// The files that cannot be read.
  private(set) var failed: [PathNote] = []

  /// Looks at the files of the workspace for which `isWanted` holds, as far as they are the tool's.
  init(of workbench: Workbench, where isChosen: (String) -> Bool) async throws {
    let location = workbench.home.workspace
    let share = workbench.home.share
    func isWanted(_ path: String) -> Bool {
      isChosen(path) && (try? RelativePath(path)).map(share.includes) ?? (share == .all)
    }
    let root = try workbench.graph.root(named: "workspace", location: location)
    var states = try workbench.graph.fileStates(of: root)
    let rules = GitIgnore(folder: location)
    let scan = FolderScan(of: location) { rules.ignores($0, isFolder: $1) }
    for file in scan.files where isWanted(file.path) {
      let path = "\(root.name)/\(file.path)"
      let state = states.removeValue(forKey: PathKey(path))
      if let state, state.stat == file.stat { continue }
      do {
        let bytes = try FileReader.read("\(location)/\(file.path)").bytes
        guard ContentHash(of: bytes) != state?.hash else { continue }
        let reading = await workbench.parsers.read(Source(path: path, bytes: bytes))
        let stored = try workbench.graph.document(at: path)
        files.append(File(path: file.path, stored: stored, reading: reading))
      } catch let failure as SystemFailure {
        failed.append(PathNote(file.path, failure.reason))
      }
    }
    let there = Set(scan.files.map { PathKey("\(root.name)/\($0.path)") })
    for key in states.keys where !there.contains(key) {
      let path = String(key.path.dropFirst(root.name.count + 1))
      guard isWanted(path) else { continue }
      files.append(File(path: path, stored: try workbench.graph.document(at: key.path)))
    }
    files.sort { $0.path < $1.path }
  }
}
