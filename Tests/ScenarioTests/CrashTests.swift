import Examples
import Foundation
import Testing

/// An ingest may be killed at any moment: the library stays sound, and the next ingest completes it.
@Suite(.serialized, .enabled(if: FaultyDisk.absence == nil, "\(FaultyDisk.absence ?? "")"))
struct CrashTests {
  private let stage: Stage

  init() throws { stage = try Stage() }

  /// Text that is different for every file and every version of it.
  private func text(_ file: Int, version: Int) -> String {
    let sections = (0..<12).map { number in
      "## Part \(number)\n\nWords of file \(file), \(number == version % 12 ? "v\(version)" : "same").\n"
    }
    guard file % 3 == 0 else { return "# File \(file)\n\n" + sections.joined(separator: "\n") }
    return (0..<12).map { "def f\($0)(x):\n    return x + \(file * version + $0)\n\n\n" }.joined()
  }

  private func write(_ file: Int, version: Int) throws {
    let name = "mine/\(file % 7)/\(file).\(file % 3 == 0 ? "py" : "md")"
    try stage.scratch.write(text(file, version: version), to: name)
  }

  @Test func `an ingest that is killed again and again loses nothing`() throws {
    for file in 0..<400 { try write(file, version: 0) }
    #expect(try stage.run("joinery init first && joinery init bench").status == 0)
    let count = FaultyDisk.prefix(nil, counting: "count")
    #expect(try stage.run("\(count) joinery ingest mine --home first").status == 0)
    let whole = try #require(stage.scratch.text("count").flatMap { Int($0.dropLast()) })

    var generator = SplitMix(state: 7)
    var killed = 0
    for round in 1...15 {
      // Later rounds have half the work to do.
      let moment = Int.random(in: 1...whole * 7 / 10, using: &generator)
      let fault = FaultyDisk.prefix(Fault(kind: .kill, moment: moment))
      let ingest = try stage.run("exec env \(fault) joinery ingest mine --home bench --quiet")
      if ingest.status == SIGKILL { killed += 1 }
      let doctor = try stage.run("joinery doctor --read-data --home bench")
      #expect(doctor.status == 0, "round \(round): \(doctor.output)\(doctor.errors)")
      for file in 0..<400 where file % 2 == round % 2 { try write(file, version: round) }
      try write(400 + round, version: round)
      _ = try stage.run("rm -f mine/*/\(round * 9).md")
    }
    #expect(killed >= 5, "only \(killed) of 15 were killed before they had ended")
    try expectComplete()
  }

  @Test func `two ingests at once into one home both end well`() throws {
    for file in 0..<300 { try write(file, version: 0) }
    #expect(try stage.run("joinery init bench").status == 0)
    for version in 1...3 {
      let both = try ["one", "two"].map {
        try stage.start("joinery ingest mine --home bench", as: $0)
      }
      for (ingest, name) in zip(both, ["one", "two"]) {
        ingest.waitUntilExit()
        let errors = stage.scratch.text(".stage/errors\(name)") ?? ""
        #expect(ingest.terminationStatus == 0, "\(errors)")
      }
      try expectComplete()
      for file in 0..<300 where file % 3 != version { try write(file, version: version) }
      _ = try stage.run("rm -f mine/*/\(version)*.py")
    }
  }

  /// After one more ingest the library is sound, and holds what the folder holds.
  private func expectComplete() throws {
    let ingest = try stage.run("joinery ingest mine --home bench")
    #expect(ingest.status == 0, "\(ingest.output)\(ingest.errors)")
    let compared = try stage.run(
      """
      rm -rf out && joinery doctor --read-data --home bench && \\
      joinery export --all -o out --home bench && diff -r out/mine mine
      """)
    #expect(compared.status == 0, "\(compared.output)\(compared.errors)")
  }
}

/// Numbers that are the same in every run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}
