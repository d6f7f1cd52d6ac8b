/// What a plan is made of: files that stay as they are, and the three sides of the others.
///
/// Nearly all files of a large target stay as they are, so they are done with at once.
struct Survey {
  /// The files that stay as they are, in the order in which they were added.
  private(set) var kept: [Step] = []
  /// What is wanted of the others.
  private(set) var wanted: [RelativePath: FileVersion] = [:]
  /// What the target has of the others.
  private(set) var found: [RelativePath: Found] = [:]
  /// What was deployed of the others.
  private(set) var ledger: [RelativePath: FileVersion] = [:]
  private let all: [RelativePath: FileVersion]
  private var wantedAgain = 0

  /// A survey of a target in which `wanted` is to be. Nothing is known yet.
  init(_ wanted: [RelativePath: FileVersion]) { all = wanted }

  /// Adds what was deployed as `entry`, and what is there now.
  mutating func add(_ entry: Snapshot.Entry, _ now: Found) {
    let wanted = all[entry.path]
    if wanted != nil { wantedAgain += 1 }
    if wanted == entry.version, now == .file(entry.version) {
      kept.append(
        Step(
          path: entry.path, action: .keep, wanted: wanted, found: now, base: entry.version,
          bytes: 0))
    } else {
      ledger[entry.path] = entry.version
      add(entry.path, now)
    }
  }

  /// Adds what is there now where nothing was deployed.
  mutating func add(_ path: RelativePath, _ now: Found) {
    wanted[path] = all[path]
    found[path] = now
  }

  /// Notes that nothing may be written to `path`. A file that stays as it is may stay.
  mutating func refuse(_ path: RelativePath, for reason: String) {
    if found[path] != nil { found[path] = .blocked(reason) }
  }

  /// What is wanted and was not deployed before, in order. To be asked when all that was deployed
  /// is added.
  var new: [RelativePath] {
    guard wantedAgain < all.count else { return [] }
    let deployed = Set(kept.map(\.path)).union(ledger.keys)
    return all.keys.filter { !deployed.contains($0) }.sorted()
  }

  /// Whether anything is left where something was deployed.
  var hasDeployed: Bool {
    !kept.isEmpty || ledger.keys.contains { found[$0] != .nothing }
  }
}
