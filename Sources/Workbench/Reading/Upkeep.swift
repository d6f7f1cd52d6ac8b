internal import Composition
internal import Graph
internal import Sections
internal import Workspace

/// How much the library holds.
package struct LibraryStats: Codable, Sendable, Equatable {
  /// The home.
  package var home: String
  /// The folders that were ingested: name to place on disk.
  package var roots: [String: String]
  /// Components.
  package var components: Int
  /// Components by kind.
  package var componentKinds: [String: Int]
  /// Files.
  package var files: Int
  /// Files that were removed; their past is kept.
  package var removedFiles: Int
  /// Sections.
  package var sections: Int
  /// Sections by kind.
  package var sectionKinds: [String: Int]
  /// Contents that sections had before.
  package var pastSections: Int
  /// References between sections.
  package var references: Int
  /// Different contents of files, present and past.
  package var versions: Int
  /// The length of all files.
  package var bytes: Int
  /// About how many tokens they are.
  package var tokens: Int
  /// The length of the database.
  package var databaseBytes: Int
  /// The vectors of each model that has some.
  package var vectors: [VectorStats]
  /// What the components of the workspace cost an agent to have.
  package var workspace: ContextTokens
}

/// What is wrong with the library, if anything.
package struct DoctorReport: Codable, Sendable, Equatable {
  /// One thing that is wrong.
  package struct Finding: Codable, Sendable, Equatable {
    /// What is wrong.
    package var problem: String
    /// How to mend it.
    package var mend: String
  }

  /// What was looked at, in words.
  package var checked: String
  /// What is wrong. Empty where all is well.
  package var findings: [Finding]
}

/// What was dropped from the library.
package struct GarbageReport: Codable, Sendable, Equatable {
  /// Old versions of files.
  package var versions: Int
  /// The bytes they took.
  package var bytes: Int
  /// Vectors of texts that no section has any more.
  package var vectors: Int
  /// The recipes that could not be understood, by name: of their pins only those were seen that
  /// read like addresses.
  package var unreadable: [String]
}

extension Workbench {
  /// How much the library holds, and what the workspace costs.
  package func stats() async throws -> LibraryStats {
    let figures = try graph.statistics()
    return LibraryStats(
      home: home.path,
      roots: Dictionary(figures.roots.map { ($0.name, $0.location) }) { first, _ in first },
      components: figures.components.values.reduce(0, +), componentKinds: figures.components,
      files: figures.documents, removedFiles: figures.tombstones, sections: figures.sections,
      sectionKinds: figures.kinds, pastSections: figures.pastSections,
      references: figures.references, versions: figures.blobs, bytes: figures.documentBytes,
      tokens: TokenEstimate.tokens(bytes: figures.documentBytes),
      databaseBytes: figures.databaseBytes, vectors: try vectorStats(),
      workspace: try await workspaceTokens())
  }

  /// Looks for damage in the library.
  ///
  /// - Parameter readData: whether to read every byte, and compare it with its hash.
  package func doctor(readData: Bool) throws -> DoctorReport {
    let findings = try graph.check(readingData: readData)
    let figures = try graph.statistics()
    let what = readData ? "every byte of \(figures.blobs) file versions, " : ""
    return DoctorReport(
      checked: "\(what)\(figures.documents) files, \(figures.sections) sections, the search index"
        + (try vectorStats()).map { ", \($0.line)" }.joined(),
      findings: findings.map { DoctorReport.Finding(problem: $0.problem, mend: $0.remedy) }
        + unreadable())
  }

  /// What is wrong with the home's small files: each is read as the commands would.
  private func unreadable() -> [DoctorReport.Finding] {
    var findings: [DoctorReport.Finding] = []
    func look(_ read: () throws -> Void) {
      do {
        try read()
      } catch {
        let failure = error as? any Explained
        findings.append(
          .init(
            problem: failure?.problem ?? "\(error)",
            mend: failure?.hint ?? "Move it away, to begin anew."))
      }
    }
    look {
      guard let operation = try Journal(home.journal).unfinished() else { return }
      findings.append(
        .init(
          problem: "‘joinery \(operation.command)’ is under way, or was interrupted",
          mend: "The next command that writes finishes it, or takes it back."))
    }
    look { _ = try Journal(home.journal).operations() }
    look { _ = try loadTargets() }
    look { _ = try readSets() }
    look {
      // A server is not asked, but what asks it should be there.
      let endpoint = try HomeConfiguration(path: home.configuration).endpoint
      _ = try endpoint.map { try endpoints.model($0) }
    }
    look {
      let lock = try Folder(home.workspace).read(RelativePath(Self.lockPath))
      _ = try lock.map { try Composition.Lock($0.bytes) }
    }
    return findings
  }

  /// Builds the search index anew from the files' bytes.
  package func reindex() throws { try graph.reindex() }

  /// Drops the versions that no file has any more, and gives their space back. What recipes are
  /// pinned to, and what composed files were made of, stays.
  package func collectGarbage() async throws -> GarbageReport {
    let vectors = try graph.collectVectors()
    let pins = try await pins()
    let collected = try graph.gc(keeping: pins.hashes, compacting: true)
    return GarbageReport(
      versions: collected.versions, bytes: collected.bytes, vectors: vectors,
      unreadable: pins.unreadable)
  }

  /// Takes components, folders and files out of the library. On disk they stay.
  ///
  /// - Returns: the paths of the files removed.
  /// - Throws: ``AddressFailure`` for the first address that names no component or file; nothing
  ///   is removed then.
  package func remove(_ addresses: [String], dryRun: Bool) async throws -> [String] {
    let workspace = try workspace()
    guard !dryRun else { return try await remove(addresses, dryRun: true, in: workspace) }
    return try await workspace.exclusively {
      // Before the addresses are followed: it may be a removal that was interrupted.
      try await recover(workspace)
      return try await remove(addresses, dryRun: false, in: workspace)
    }
  }

  private func remove(
    _ addresses: [String], dryRun: Bool, in workspace: Workspace
  ) async throws -> [String] {
    let documents = try addresses.flatMap { try files($0).documents }
    let paths = Set(documents.map { PathKey($0.path) }).sorted().map(\.path)
    guard !dryRun, !paths.isEmpty else { return paths }
    let states = try graph.states(of: paths)
    var changes = Changes()
    for path in paths { changes.put(LibraryEdit(path, from: states[path], to: nil)) }
    let summary = addresses.prefix(3).joined(separator: ", ") + (addresses.count > 3 ? ", …" : "")
    try await perform(changes, as: "remove", summary, in: workspace)
    return paths
  }
}
