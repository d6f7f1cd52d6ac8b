import Examples
import Foundation
import Testing

/// The n-th effect that a command has on the disk fails, or is the command's last.
///
/// A spread of n by default; with `JOINERY_FAULTS=all` every n, in every way.
@Suite(.enabled(if: FaultyDisk.absence == nil, "\(FaultyDisk.absence ?? "")"))
struct FaultTests {
  /// A command, and the world it is run in.
  struct Trial: Sendable, CustomTestStringConvertible {
    var name: String
    var script: String
    var command: String

    var testDescription: String { name }
  }

  static let trials = [
    Trial(
      name: "deploy", script: "\(World.edits)\n\(World.others)\njoinery commit --home home",
      command: "joinery deploy --home home"),
    Trial(
      name: "first deploy",
      script: "joinery target remove t --home home\njoinery target add u $PWD/new/u --home home",
      command: "joinery deploy --home home"),
    Trial(
      name: "commit", script: World.edits, command: "joinery commit --home home"),
    Trial(
      name: "checkin", script: World.edits, command: "joinery checkin --home home"),
    Trial(
      name: "checkout",
      script:
        "sed -i 's/Text/New text/' mine/skills/pdf/SKILL.md && joinery ingest mine --home home",
      command: "joinery checkout mine/skills/pdf --home home"),
    Trial(
      name: "resolve",
      script: """
        \(World.edits)
        \(World.others)
        joinery commit --home home; joinery deploy --home home || true
        """,
      command: "joinery resolve --take-workspace --home home"),
    Trial(
      name: "undo deploy",
      script: "\(World.edits)\njoinery commit --home home; joinery deploy --home home",
      command: "joinery undo \(World.last) --home home"),
    Trial(
      name: "undo commit", script: "\(World.edits)\njoinery commit --home home",
      command: "joinery undo \(World.last) --home home"),
    Trial(
      name: "undo checkin", script: "\(World.edits)\njoinery checkin --home home",
      command: "joinery undo \(World.last) --home home"),
    Trial(
      name: "remove", script: "", command: "joinery remove mine/skills/pdf --home home"),
  ]

  /// The commands that compose, or that take in what others packed.
  static let composing = [
    Trial(name: "compose", script: World.templates, command: World.compose),
    Trial(
      name: "compose with changes on both sides",
      script: "\(World.composed)\n\(World.apart)",
      command: "joinery compose --update --home home"),
    Trial(
      name: "detach", script: World.composed,
      command: "joinery detach skills/made/SKILL.md#one --home home"),
    Trial(
      name: "attach",
      script: "\(World.composed)\njoinery detach skills/made/SKILL.md#one --home home",
      command: "joinery attach made mine/skills/pdf/SKILL.md#one --home home"),
    Trial(
      name: "undo compose",
      script: "\(World.composed)\n\(World.apart)\njoinery compose --update --home home",
      command: "joinery undo \(World.last) --home home"),
    Trial(
      name: "unpack",
      script: """
        joinery package pdf -o pdf.zip --home home
        rm -r home/workspace/skills/pdf && joinery commit --home home
        """,
      command: "joinery unpack pdf.zip --home home"),
  ]

  @Test(arguments: trials)
  func `a command may fail at any effect, and can be repeated`(_ trial: Trial) throws {
    try tryAll(trial)
  }

  @Test(arguments: composing)
  func `composing may fail at any effect, and can be repeated`(_ trial: Trial) throws {
    try tryAll(trial)
  }

  private func tryAll(_ trial: Trial) throws {
    let world = try World(trial.script)
    try world.reset()
    let before = try Facts(of: world)
    let clean = try world.run("\(FaultyDisk.prefix(nil, counting: "../count")) \(trial.command)")
    #expect([0, 2].contains(clean.status), "\(clean.output)\(clean.errors)")
    let after = try Facts(of: world)
    #expect(!after.agrees(with: before), "\(trial.name) does nothing")
    let total = try #require(
      world.stage.scratch.text("count").flatMap { Int($0.prefix { $0 != "\n" }) })
    #expect(total > 40)
    for fault in Fault.all(upTo: total) {
      try world.reset()
      let invariants = Invariants(
        before: before, after: after, what: "\(trial.name), \(fault) of \(total)")
      try strike(fault, trial, world, invariants)
    }
  }

  private func strike(
    _ fault: Fault, _ trial: Trial, _ world: World, _ invariants: Invariants
  ) throws {
    let struck = try world.run("exec env \(FaultyDisk.prefix(fault)) \(trial.command)")
    invariants.expectOldOrNew(try Facts.files(in: world))
    if !fault.isDeadly { invariants.expectTold(struck) }
    if ![0, 2].contains(struck.status) {
      let again = try world.run(trial.command)
      // What was done when it died is not done twice.
      let isDone = try again.status == 1 && Facts(of: world).agrees(with: invariants.after)
      #expect(
        [0, 2].contains(again.status) || isDone,
        "repeatable: \(again.output)\(again.errors) after \(invariants.what)")
    }
    try invariants.expectComplete(world)
    try invariants.expectUndone(world)
  }
}
