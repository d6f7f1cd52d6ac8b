internal import Components
internal import Sections
internal import Workspace

/// What a target is to hold of the workspace's last commit, and where.
struct Holding {
  /// The target.
  let target: Target
  /// Where the files go.
  let placement: Placement
  /// What is to be in the target, by path below its root.
  let wanted: [RelativePath: FileVersion]
  /// What is to be in files that others write to as well, by path below its root.
  let parts: [RelativePath: FileVersion]
  private let chosen: Selection?

  /// Holds what the target holds, and looks only at what is chosen.
  init(
    _ target: Target, of committed: [RelativePath: FileVersion], held: Selection?,
    chosen: Selection?
  ) {
    self.target = target
    self.chosen = chosen
    placement = Placement(of: committed.keys, for: target) { held?.contains($0) ?? true }
    wanted = placement.files.compactMapValues { committed[$0] }
    parts = placement.shared.compactMapValues { committed[$0] }
  }

  /// The files that the agent has no place for.
  var unplaced: [RelativePath] {
    placement.homeless.filter { chosen?.contains($0) ?? true }
  }

  /// The part of a plan that is about what is chosen. Of the rest nothing is said, and nothing
  /// removed.
  func narrowed(_ plan: Plan) -> Plan {
    guard let chosen else { return plan }
    return plan.only(
      Set(
        plan.steps.map(\.path).filter { path in
          let origin =
            placement.files[path] ?? placement.shared[path] ?? target.layout.origin(of: path)
          return origin.map(chosen.contains) ?? false
        }))
  }
}

extension Workbench {
  /// What a target is to hold.
  ///
  /// - Parameter sets: only the components of these sets; all that the target holds where empty.
  /// - Throws: ``SetFailure``.
  func holding(
    of target: Target, sets: [String], _ workspace: Workspace
  ) async throws -> Holding {
    let committed = try await workspace.committed()
    func selection(_ names: [String]) async throws -> Selection? {
      guard !names.isEmpty else { return nil }
      let entries = try entries(ofSets: names)
      let deployed = try await workspace.ledger(of: target).keys.compactMap {
        target.layout.origin(of: $0)
      }
      let paths = Set(committed.keys).union(deployed)
      return try await self.selection(entries, of: Array(paths)) { path in
        guard let version = committed[path] else { return [] }
        return try await workspace.blob(version.id)
      }
    }
    return Holding(
      target, of: committed, held: try await selection(target.sets),
      chosen: try await selection(sets))
  }
}
