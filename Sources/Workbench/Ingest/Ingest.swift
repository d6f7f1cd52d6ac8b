internal import Components
internal import Foundation
internal import Git
internal import Graph
internal import Sections

extension Workbench {
  /// Called as an ingest goes on, with how many of the files it has to read are stored.
  package typealias Progress = @Sendable (_ done: Int, _ total: Int) -> Void

  /// Brings the library up to date with what is at `paths` on disk.
  ///
  /// Files that look as they did when they were last read are not read. The others are read and
  /// outlined in parallel, and stored batch by batch, each in one transaction, so that whatever
  /// stops this, the next ingest goes on where it was.
  ///
  /// - Parameters:
  ///   - paths: folders and files. Of a folder, what is no longer there is removed.
  ///   - name: what to call a folder that was not ingested before; its own name otherwise.
  /// - Throws: ``IngestFailure`` where a path leads nowhere. A file that cannot be read is no
  ///   reason to stop: the report names it.
  package func ingest(
    _ paths: [String], as name: String? = nil, progress: Progress = { _, _ in }
  ) async throws -> IngestReport {
    let begun = ContinuousClock.now
    var report = IngestReport()
    let scopes = try paths.map { try IngestScope($0, as: name, in: graph) }
    for scope in scopes {
      try await Ingest(workbench: self, scope: scope).run(&report, progress)
    }
    report.seconds = (ContinuousClock.now - begun) / .seconds(1)
    return report
  }
}

/// The ingest of one scope.
struct Ingest {
  let workbench: Workbench
  let scope: IngestScope
  /// The only files to look at, by path below the scope; nil for all.
  var only: [String]?

  /// Files are stored in batches of at most this many bytes: memory stays bounded.
  private static let batchBytes = 8 << 20
  /// How many files the first batch may have, and the largest. Each is twice the one before: a few
  /// files are read while others are stored, and many are stored in few transactions, because each
  /// transaction writes most pages of the indexes once.
  private static let batchFiles = 32...1024

  private struct Candidate: Sendable {
    var path: String
    var location: String
    var size: Int
  }

  func run(_ report: inout IngestReport, _ progress: Workbench.Progress) async throws {
    let failedBefore = report.failed.count
    let areComponentsCurrent = try workbench.graph.areComponentsCurrent()
    let found = try look(&report)
    var states: [PathKey: FileState] = [:]
    for root in scope.roots { states.merge(try workbench.graph.fileStates(of: root)) { $1 } }
    if let only {
      let wanted = Set(only.map { PathKey(scope.libraryPath($0)) })
      states = states.filter { wanted.contains($0.key) }
    }
    var candidates: [Candidate] = []
    for file in found {
      let path = scope.libraryPath(file.path)
      let state = states.removeValue(forKey: PathKey(path))
      if let state, isAsItWas(path, file.stat, state) {
        report.unchanged += 1
      } else {
        let location = scope.isFile ? scope.location : "\(scope.location)/\(file.path)"
        candidates.append(Candidate(path: path, location: location, size: file.stat.size))
      }
    }
    // What could not be looked at, all of it perhaps, is not gone.
    let unreadable = report.failed[failedBefore...].map {
      scope.libraryPath($0.path == "." ? "" : $0.path)
    }
    let gone = states.keys.map(\.path).filter { path in
      scope.covers(path) && !unreadable.contains { path == $0 || path.hasPrefix($0 + "/") }
    }
    try await store(candidates, gone: Set(gone.map { PathKey($0) }), &report, progress)
    let moved = Set(report.renamed.map { PathKey($0) })
    try remove(gone.filter { !moved.contains(PathKey($0)) }.sorted(), &report)
    if !areComponentsCurrent {
      try workbench.findComponents(in: workbench.graph.roots())
    } else if !candidates.isEmpty || !gone.isEmpty {
      try workbench.findComponents(in: scope.roots)
    }
  }

  /// What is on disk.
  private func look(_ report: inout IngestReport) throws -> [FolderScan.File] {
    if scope.isFile {
      return try [FolderScan.File(path: "", stat: FileReader.look(at: scope.location))]
    }
    if let only {
      return only.sorted().compactMap { path in
        let stat = try? FileReader.look(at: "\(scope.location)/\(path)")
        return stat.map { FolderScan.File(path: path, stat: $0) }
      }
    }
    var rules: GitIgnore?
    let scan = FolderScan(of: scope.location) { path, isFolder in
      if rules == nil { rules = GitIgnore(folder: scope.location) }
      return rules?.ignores(path, isFolder: isFolder) ?? false
    }
    report.skipped += scan.skipped
    report.failed += scan.failed
    return scan.files
  }

  /// Whether a file can be left unread: nothing the file system says of it changed, and the parser
  /// that read it would read it again.
  private func isAsItWas(_ path: String, _ stat: FileStat, _ state: FileState) -> Bool {
    guard stat == state.stat else { return false }
    let parser = workbench.parsers.parser(forName: path) ?? state.parser.flatMap(parser(named:))
    return state.parser == parser.map { "\($0.id)/\($0.version)" }
  }

  /// The parser that a file's first line made responsible for it.
  private func parser(named name: String) -> (any SectionParser)? {
    workbench.parsers.parser(id: String(name.prefix { $0 != "/" }))
  }

  private func store(
    _ candidates: [Candidate], gone: Set<PathKey>, _ report: inout IngestReport,
    _ progress: Workbench.Progress
  ) async throws {
    var rest = candidates[...]
    var done = 0
    var limit = Self.batchFiles.lowerBound
    var batch = await read(takeBatch(of: limit, from: &rest))
    while !batch.isEmpty {
      // The next batch is read while this one is stored.
      limit = min(2 * limit, Self.batchFiles.upperBound)
      let upcoming = takeBatch(of: limit, from: &rest)
      async let next = read(upcoming)
      let arrivals = batch.compactMap { try? $0.get() }
      let outcomes = try workbench.graph.store(arrivals, gone: gone)
      note(batch, arrivals, outcomes, in: &report)
      done += batch.count
      progress(done, candidates.count)
      batch = await next
    }
  }

  private func takeBatch(
    of limit: Int, from candidates: inout ArraySlice<Candidate>
  ) -> [Candidate] {
    var batch: [Candidate] = []
    var bytes = 0
    while let candidate = candidates.first, batch.count < limit,
      batch.isEmpty || bytes + candidate.size <= Self.batchBytes
    {
      bytes += candidate.size
      batch.append(candidate)
      candidates.removeFirst()
    }
    return batch
  }

  private typealias Read = Result<Arrival, UnreadableFile>

  /// Reads and outlines files on all cores, and gives them back in their order.
  private func read(_ candidates: [Candidate]) async -> [Read] {
    await withTaskGroup(of: (Int, Read).self) { group in
      for (position, candidate) in candidates.enumerated() {
        group.addTask { (position, await read(candidate)) }
      }
      var results = [Read?](repeating: nil, count: candidates.count)
      for await (position, result) in group { results[position] = result }
      return results.compactMap(\.self)
    }
  }

  private func read(_ candidate: Candidate) async -> Read {
    do {
      var (bytes, stat) = try FileReader.read(candidate.location)
      if stat.isRacy(at: FileStat.now) { stat = stat.forgettingTime }
      let reading = await workbench.parsers.read(Source(path: candidate.path, bytes: bytes))
      let facts = try? EntryFacts.text(of: reading.source)
      return .success(
        Arrival(reading: reading, location: candidate.location, stat: stat, facts: facts))
    } catch {
      return .failure(UnreadableFile(path: candidate.path, reason: error.reason))
    }
  }

  private func note(
    _ batch: [Read], _ arrivals: [Arrival], _ outcomes: [StoreOutcome],
    in report: inout IngestReport
  ) {
    for case .failure(let file) in batch { report.failed.append(PathNote(file.path, file.reason)) }
    for (arrival, outcome) in zip(arrivals, outcomes) {
      report.bytes += arrival.stat.size
      report.note(outcome)
      for warning in arrival.reading.outline.warnings {
        report.warnings.append(PathNote(outcome.path, warning))
      }
    }
  }

  private func remove(_ paths: [String], _ report: inout IngestReport) throws {
    guard !paths.isEmpty else { return }
    report.sections.removed += try workbench.graph.remove(paths)
    report.removed += paths
  }
}

private struct UnreadableFile: Error {
  let path: String
  let reason: String
}

extension IngestReport {
  fileprivate mutating func note(_ outcome: StoreOutcome) {
    switch outcome.change {
    case .added: added.append(outcome.path)
    case .changed, .reparsed: changed.append(outcome.path)
    case .renamed(let former): renamed.append(former)
    case .unchanged: unchanged += 1
    case .sameFile(let path): skipped.append(PathNote(outcome.path, "the same file as \(path)"))
    }
    sections.added += outcome.added.count
    sections.edited += outcome.edited.count
    sections.moved += outcome.moved.count
    sections.removed += outcome.removed.count
  }
}
