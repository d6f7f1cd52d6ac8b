import Foundation
import Testing

/// What must hold of a command that was interrupted, each under its own name.
struct Invariants {
  /// The world as it was before the command.
  var before: Facts
  /// The world as the command leaves it when nothing goes wrong.
  var after: Facts
  /// What is being tried, for the report.
  var what: String

  /// Every path has its old or its new bytes.
  func expectOldOrNew(_ files: [String: String]) {
    for path in Set(files.keys).union(before.files.keys).union(after.files.keys) {
      let found = files[path]
      #expect(
        found == before.files[path] || found == after.files[path],
        "old or new: \(path) has \(found ?? "gone") after \(what)")
    }
  }

  /// A command that failed said so in two lines, the first of which names something.
  func expectTold(_ outcome: Stage.Outcome) {
    guard outcome.status == 1 else {
      #expect([0, 2].contains(outcome.status), "told: status \(outcome.status) after \(what)")
      return
    }
    let lines = outcome.errors.split(separator: "\n")
    let isTold = lines.count == 2 && lines[0].hasPrefix("joinery: ")
    #expect(
      isTold || outcome.output.contains("stopped: "),
      "told: \(outcome.output)\(outcome.errors) after \(what)")
  }

  /// Once the command was repeated, everything is as if nothing had gone wrong.
  func expectComplete(_ world: World) throws {
    let now = try Facts(of: world)
    expectSame(now.files, after.files, "files")
    expectSame(now.history, after.history, "refs, ledger and index")
    expectSame(now.library, after.library, "library")
    try expectSound(world)
  }

  /// Git and library are sound, and nothing is left that stands in the way.
  func expectSound(_ world: World) throws {
    for (name, check) in Self.checks {
      let outcome = try world.run(check)
      #expect(outcome.status == 0, "\(name): \(outcome.output)\(outcome.errors) after \(what)")
    }
  }

  private static let checks = [
    ("git fsck", "git -C home/workspace fsck --strict --no-dangling 2>&1 | (! grep .)"),
    ("doctor", "joinery doctor --read-data --home home"),
    ("nothing under way", "find . -name '*.begun.json' -o -name '.joinery-*.tmp' | (! grep .)"),
    ("no stale locks", "find . -name '*.lock' ! -name 'joinery.lock' | (! grep .)"),
  ]

  /// Undoing what was done since brings everything back.
  func expectUndone(_ world: World) throws {
    for number in try Facts(of: world).operations where number > before.operations.first ?? 0 {
      let undo = try world.run("joinery undo \(number) --home home")
      #expect(
        undo.status == 0 || undo.errors.contains("changed nothing"),
        "undo \(number): \(undo.errors) after \(what)")
    }
    let now = try Facts(of: world)
    expectSame(now.files, before.files, "undone files")
    expectSame(now.history, before.history, "undone refs and index")
    expectSame(now.library, before.library, "undone library")
  }

  private func expectSame(_ now: [String: String], _ wanted: [String: String], _ name: String) {
    for path in Set(now.keys).union(wanted.keys) where now[path] != wanted[path] {
      Issue.record(
        "\(name): \(path) is \(now[path] ?? "gone"), not \(wanted[path] ?? "gone"), after \(what)")
    }
  }

  private func expectSame(_ now: String, _ wanted: String, _ name: String) {
    let (now, wanted) = (now.split(separator: "\n"), wanted.split(separator: "\n"))
    let changes = wanted.difference(from: now).map { change in
      switch change {
      case .insert(_, let line, _): "missing: \(line)"
      case .remove(_, let line, _): "unexpected: \(line)"
      }
    }
    #expect(changes.isEmpty, "\(name): \(changes.joined(separator: "\n")) after \(what)")
  }
}
