import Examples
import Foundation
import Testing

/// A home in which command after command is killed, while the user goes on writing.
///
/// `JOINERY_ROUNDS` says how many rounds; the seed is always the same.
@Suite(.enabled(if: FaultyDisk.absence == nil, "\(FaultyDisk.absence ?? "")"))
struct KillTests {
  private static let rounds =
    ProcessInfo.processInfo.environment["JOINERY_ROUNDS"].flatMap { Int($0) } ?? 8
  private static let seed: UInt64 = 11

  private static let commands = [
    "ingest mine", "checkout mine/skills/pdf --force", "checkin", "commit", "deploy", "undo",
  ]
  private static let files = [
    "mine/skills/pdf/SKILL.md", "home/workspace/skills/pdf/SKILL.md",
    "home/workspace/commands/hi.md", "home/workspace/skills/pdf/new.md", "target/commands/hi.md",
  ]

  @Test func `nothing that was written is lost, whatever is killed`() throws {
    let world = try World()
    var generator = SplitMix(state: Self.seed)
    var written: [String] = []
    for round in 1...Self.rounds {
      let file = Self.files[Int.random(in: 0..<Self.files.count, using: &generator)]
      let command = Self.commands[Int.random(in: 0..<Self.commands.count, using: &generator)]
      let kind: Fault.Kind = Bool.random(using: &generator) ? .kill : .torn
      let fault = Fault(kind: kind, moment: Int.random(in: 30...120, using: &generator))
      let what = "round \(round) of seed \(Self.seed): \(command), \(fault)"
      written.append("word\(round)word")
      _ = try world.run("printf '\\n## Round \(round)\\n\\nword\(round)word\\n' >> \(file)")
      _ = try world.run("exec env \(FaultyDisk.prefix(fault)) joinery \(command) --home home")
      try expectRecovered(world, what)
      try expectKept(written, in: world, what)
    }
  }

  /// The next command finishes or takes back what was killed; all is sound then.
  private func expectRecovered(_ world: World, _ what: String) throws {
    let next = try world.run("joinery deploy --home home --anew")
    #expect([0, 2].contains(next.status), "next: \(next.output)\(next.errors) after \(what)")
    let facts = try Facts(of: world)
    try Invariants(before: facts, after: facts, what: what).expectSound(world)
    let ledger = try world.run(
      """
      rm -rf ledger && mkdir ledger && \\
      git -C home/workspace archive refs/joinery/targets/t | tar x -C ledger && \\
      diff -r ledger target | grep -v '^[-<>0-9]' | grep -v commands/hi.md
      """)
    #expect(ledger.output == "", "ledger: \(ledger.output) after \(what)")
  }

  /// What the user wrote is on disk still, or in git.
  private func expectKept(_ words: [String], in world: World, _ what: String) throws {
    let all = try world.run(
      """
      cat $(find mine target home/workspace -name '*.md') ; \\
      git -C home/workspace cat-file --batch --batch-all-objects --buffer
      """
    ).output
    for word in words { #expect(all.contains(word), "kept: \(word) is gone after \(what)") }
  }
}
