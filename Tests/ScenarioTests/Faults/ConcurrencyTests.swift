import Examples
import Foundation
import Testing

/// Several processes at work in one home at once: each waits for the others, or refuses.
struct ConcurrencyTests {
  /// Runs scripts at once, each in a process of its own, and returns what each said of its
  /// commands: lines of a status and a command.
  private func runAtOnce(_ scripts: [String], in world: World) throws -> [String] {
    let processes = try scripts.enumerated().map { number, script in
      try world.stage.start(
        "cd case\n\(Self.does)\n\(script)", environment: ["NUMBER": "\(number)"], as: "\(number)")
    }
    return processes.enumerated().map { number, process in
      process.waitUntilExit()
      return world.stage.scratch.text(".stage/output\(number)") ?? ""
    }
  }

  /// A shell function that runs a command, and tells how it ended: well, or by making way.
  private static let does = """
    does() {
      joinery "$@" --home home >/dev/null 2>errors$NUMBER
      case $? in
      0 | 2) echo well ;;
      *) if grep -qE 'is at work in|changed meanwhile|outdated|nothing to undo' errors$NUMBER
         then echo made way; else cat errors$NUMBER; fi ;;
      esac
    }
    """

  private func expectAllWell(_ outputs: [String]) {
    for line in outputs.flatMap({ $0.split(separator: "\n") }) {
      #expect(["well", "made way"].contains(line), "\(line)")
    }
  }

  private func expectSound(_ world: World) throws {
    let facts = try Facts(of: world)
    try Invariants(before: facts, after: facts, what: "all had ended").expectSound(world)
  }

  @Test func `commits, deployments and check-ins at once lose nothing`() throws {
    let world = try World()
    let scripts = ["deploy", "checkin", "deploy"].map { command in
      """
      for round in 1 2 3; do
        echo "words of $NUMBER in $round" > home/workspace/skills/pdf/$NUMBER-$round.md
        does commit
        does \(command)
      done
      """
    }
    try world.reset()
    expectAllWell(try runAtOnce(scripts, in: world))
    for command in ["commit", "checkin", "deploy"] {
      let outcome = try world.run("joinery \(command) --home home")
      #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    }
    try expectSound(world)
    let facts = try Facts(of: world)
    for number in 0..<3 {
      for round in 1...3 {
        let name = "skills/pdf/\(number)-\(round).md"
        #expect(facts.files["target/\(name)"] == "words of \(number) in \(round)\n")
        #expect(facts.library.contains("workspace/\(name) "))
        #expect(facts.history.contains("\t\(name)"))
      }
    }
  }

  @Test func `several compose at once, and all of it is there`() throws {
    let world = try World(World.templates)
    try world.reset()
    let skill = "mine/skills/pdf/SKILL.md"
    let composing = [
      "compose a --from \(skill)#one --set description=A.",
      "compose b --from \(skill)#two --set description=B.",
      "compose c --from \(skill)#one --set description=C.",
    ].map { "for round in 1 2; do does \($0); does compose --update; done" }
    // The same recipe grows from two sides.
    let growing = ["one", "two"].map {
      "does compose grown --from \(skill)#\($0) --set description=Grown."
    }
    let outputs = try runAtOnce(composing + growing, in: world)
    for line in outputs.flatMap({ $0.split(separator: "\n") }) { #expect(line == "well") }
    let facts = try Facts(of: world)
    for name in ["a", "b", "c"] {
      #expect(facts.files["home/workspace/recipes/\(name).yaml"] != nil)
      let text = facts.files["home/workspace/skills/\(name)/SKILL.md"]
      #expect(text?.contains(name == "b" ? "Words of two" : "Words of one") == true)
    }
    let grown = facts.files["home/workspace/skills/grown/SKILL.md"]
    #expect(grown?.contains("Words of one") == true && grown?.contains("Words of two") == true)
    let check = try world.run("joinery compose --check --home home")
    #expect(check.status == 0, "\(check.output)\(check.errors)")
    try expectSound(world)
  }

  @Test func `undoing and deploying at once leaves a target that is as the ledger says`() throws {
    // Without a journal of what was before, there are only deployments to undo.
    let world = try World(
      "\(World.edits)\njoinery commit --home home\nrm home/.joinery/journal/*")
    try world.reset()
    let before = try Facts(of: world)
    let undo = "for round in 1 2 3 4 5; do does undo; done"
    let deploy = "for round in 1 2 3 4 5; do does deploy --anew; done"
    expectAllWell(try runAtOnce([undo, deploy], in: world))
    try expectSound(world)
    let outcome = try world.run("joinery deploy --anew --home home")
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    let ledger = try world.run(
      """
      mkdir ledger && git -C home/workspace archive refs/joinery/targets/t | tar x -C ledger && \\
      diff -r ledger target
      """)
    #expect(ledger.status == 0, "\(ledger.output)\(ledger.errors)")
    // Only targets were written to.
    let after = try Facts(of: world)
    #expect(after.library == before.library)
  }

  @Test(.enabled(if: FaultyDisk.absence == nil, "\(FaultyDisk.absence ?? "")"))
  func `who waits for a process goes on when that is killed, and finishes what it began`() throws {
    let world = try World("\(World.edits)\njoinery commit --home home")
    try world.reset()
    let clean = try world.run(
      "\(FaultyDisk.prefix(nil, counting: "../count")) joinery deploy --home home")
    #expect(clean.status == 0, "\(clean.errors)")
    let after = try Facts(of: world)
    let total = try #require(world.stage.scratch.text("count").flatMap { Int($0.dropLast()) })
    try world.reset()
    let stopped = try world.stage.start(
      "cd case && exec env \(FaultyDisk.stop(at: total / 2)) joinery deploy --home home",
      as: "stopped")
    while try !world.run("ps -o stat= \(stopped.processIdentifier)").output.hasPrefix("T") {
      try #require(stopped.isRunning)
    }
    let waiting = try world.stage.start("cd case && exec joinery deploy --home home", as: "waiting")
    kill(stopped.processIdentifier, SIGKILL)
    waiting.waitUntilExit()
    stopped.waitUntilExit()
    #expect(
      waiting.terminationStatus == 0, "\(world.stage.scratch.text(".stage/errorswaiting") ?? "")")
    try Invariants(before: after, after: after, what: "a deployment was killed at half")
      .expectComplete(world)
  }

  @Test(.enabled(if: FaultyDisk.absence == nil, "\(FaultyDisk.absence ?? "")"))
  func `who waits too long is told which process is at work`() throws {
    let world = try World(World.edits)
    let stopped = try world.stage.start(
      "cd case && exec env \(FaultyDisk.stop(at: 45)) joinery commit --home home", as: "stopped")
    defer {
      kill(stopped.processIdentifier, SIGKILL)
      stopped.waitUntilExit()
    }
    while try !world.run("ps -o stat= \(stopped.processIdentifier)").output.hasPrefix("T") {
      try #require(stopped.isRunning)
    }
    let refused = try world.run("joinery deploy --home home")
    #expect(refused.status == 1)
    #expect(
      refused.errors.contains(
        "another process (process \(stopped.processIdentifier)) is at work in"), "\(refused.errors)"
    )
  }
}
