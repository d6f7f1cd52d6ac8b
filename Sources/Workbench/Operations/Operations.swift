internal import Graph
internal import Sections
internal import Workspace

/// One thing that a command did, as lists show it.
package struct OperationView: Codable, Sendable, Equatable {
  /// Its number, for ‘joinery undo’.
  package var number: Int
  /// The command.
  package var command: String
  /// What it did.
  package var summary: String
  /// When it began: seconds since 1970.
  package var time: Int64
  /// The files it wrote or removed, by absolute path or path below the workspace.
  package var files: [String]
  /// The operation it took back.
  package var undoes: Int?
  /// Why it stopped early.
  package var failure: String?

  init(_ operation: Operation) {
    number = operation.number
    command = operation.command
    summary = operation.summary
    time = operation.time
    files = operation.files.map { edit in
      edit.place == .workspace ? edit.path.text : "\(edit.place)/\(edit.path)"
    }
    undoes = operation.undoes
    failure = operation.failure
  }
}

extension Workbench {
  /// What was done in this home, newest first.
  ///
  /// - Parameter limit: how many operations at most.
  package func operations(limit: Int = .max) throws -> [OperationView] {
    try Journal(home.journal).operations(limit: limit).map(OperationView.init)
  }

  /// Takes an operation back: files, references and library are as they were before it. That is
  /// an operation too, and can be taken back.
  ///
  /// - Parameter number: the operation; the last that was not undone and is no undo where nil.
  /// - Throws: ``WorkspaceFailure/changed(_:)`` where something it did has changed since. Nothing
  ///   is written then.
  package func undo(_ number: Int? = nil) async throws -> OperationView {
    let workspace = try workspace()
    let journal = Journal(home.journal)
    return try await workspace.exclusively {
      if let earlier = try await recover(workspace), let undone = earlier.undoes,
        undone == number ?? undone
      {
        // What was asked for was under way: once more would undo another one.
        return OperationView(earlier)
      }
      let operation = try undoable(number, journal)
      let changes = try await workspace.changes(undoing: operation)
      let done = try await perform(
        changes, as: "undo", "\(operation.number), \(operation.command): \(operation.summary)",
        in: workspace)
      return OperationView(done)
    }
  }

  private func undoable(_ number: Int?, _ journal: Journal) throws -> Operation {
    if let number {
      guard let operation = try journal.operation(number) else {
        throw OperationFailure.unknown(number)
      }
      return operation
    }
    var undone: Set<Int> = []
    for operation in try journal.operations() {
      if undone.contains(operation.number) || operation.isEmpty { continue }
      guard let other = operation.undoes else { return operation }
      undone.insert(other)
    }
    throw OperationFailure.nothing
  }

  /// Does `changes` as one operation: all of it or, where the system fails, nothing. What was
  /// interrupted before is finished first.
  ///
  /// - Parameters:
  ///   - command: the command's name.
  ///   - summary: what it does, in a line.
  /// - Throws: ``WorkspaceFailure/changed(_:)`` where something is not as the caller saw it.
  @discardableResult
  func perform(
    _ changes: Changes, as command: String, _ summary: String, in workspace: Workspace
  ) async throws -> Operation {
    let journal = Journal(home.journal)
    return try await workspace.exclusively {
      try await recover(workspace)
      try await expectRestorable(changes.library)
      let begun = try await workspace.begin(changes, as: command, summary, journal: journal)
      let done = try await workspace.carryOut(begun, journal: journal)
      let settled = try await settleLibrary(done)
      try await workspace.end(settled, journal: journal)
      return settled
    }
  }

  /// Finishes what was interrupted, and says what that was; nil where nothing was.
  @discardableResult
  func recover(_ workspace: Workspace) async throws -> Operation? {
    let journal = Journal(home.journal)
    return try await workspace.exclusively {
      guard let operation = try await workspace.recover(journal: journal) else { return nil }
      var settled = operation
      do {
        settled = try await settleLibrary(operation)
      } catch let failure as GraphFailure {
        // Trying once more would not help, and keep every other command waiting.
        settled.library = []
        settled.failure = failure.problem
      }
      try await workspace.end(settled, journal: journal)
      return settled
    }
  }
}

/// Why an operation was not undone.
package enum OperationFailure: Explained, Equatable {
  /// There is no operation of that number.
  case unknown(Int)
  /// There is none that could be undone.
  case nothing

  package var problem: String {
    switch self {
    case .unknown(let number): "there is no operation \(number)"
    case .nothing: "there is nothing to undo"
    }
  }

  package var hint: String? {
    switch self {
    case .unknown: "‘joinery ops’ lists them."
    case .nothing: "‘joinery ops’ lists what was done; undo one of those by its number."
    }
  }
}
