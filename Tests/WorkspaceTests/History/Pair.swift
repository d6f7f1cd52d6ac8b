import Examples
import Git
import Workspace

/// Two workspaces that exchange commits through a folder: what two people or machines have.
struct Pair {
  let scratch: Scratch
  let author = Signature(name: "Ada", email: "ada@example.com", time: 1_700_000_000)

  init() async throws {
    scratch = try Scratch()
    try scratch.run("git", "init", "-q", "--bare", "-b", "main", "shared.git")
    for side in ["one", "two"] {
      try await workspace(side).addRemote("origin", url: scratch.path + "/shared.git")
    }
  }

  /// A pair that has the same files on both sides.
  init(_ files: [String: String]) async throws {
    try await self.init()
    for (path, text) in files { try scratch.write(text, to: "one/\(path)") }
    try await commit("one", "Begin")
    try await push("one")
    _ = try await pull("two")
  }

  func workspace(_ side: String, hazard: Hazard = .none) throws -> Workspace {
    try Workspace(root: "\(scratch.path)/\(side)", hazard: hazard)
  }

  func commit(_ side: String, _ message: String = "Change") async throws {
    _ = try await workspace(side).commit(message: message, author: author)
  }

  func push(_ side: String) async throws {
    let workspace = try workspace(side)
    _ = try await workspace.push(to: workspace.remoteBranch(), access: Access())
  }

  /// Pulls, with files merged line by line; what was done, or nil where that leaves conflicts.
  @discardableResult
  func pull(_ side: String, hazard: Hazard = .none) async throws -> Changes? {
    try await perform(side, hazard) { workspace in
      let there = try await workspace.remoteBranch()
      let incoming = try await workspace.incoming(
        workspace.fetch(there, access: Access()), as: there.name)
      var merged: [RelativePath: [UInt8]] = [:]
      for file in incoming.meetings {
        let merge = try Merge(base: file.base, ours: file.ours, theirs: file.theirs)
        guard merge.isClean else { return nil }
        merged[file.path] = merge.bytes
      }
      guard incoming.clashes.isEmpty else { return nil }
      return try await workspace.taking(incoming, merged: merged, author: author)
    }
  }

  /// Changes one of the workspaces.
  @discardableResult
  func perform(
    _ side: String, _ hazard: Hazard = .none,
    _ workOut: (Workspace) async throws -> Changes?
  ) async throws -> Changes? {
    let journal = Journal("\(scratch.path)/\(side)-journal", hazard: hazard)
    return try await workspace(side, hazard: hazard).perform(journal, workOut)
  }

  /// The system's git, in one of the workspaces.
  @discardableResult
  func git(_ side: String, _ arguments: String...) throws -> String {
    try scratch.run("git", ["-C", side] + arguments)
  }

  /// A digest of all that is in a folder, times left out.
  func digest(_ side: String) throws -> String {
    try scratch.run("sh", "-c", "find \(side) -type f | sort | xargs sha1sum")
  }

  /// The files of a side and their text, `.git` left out.
  func files(_ side: String) throws -> [String: String] {
    let listing = try Folder("\(scratch.path)/\(side)").list()
    return Dictionary(
      uniqueKeysWithValues: listing.files.keys.map { path in
        (path.text, scratch.text("\(side)/\(path)") ?? "")
      })
  }
}
