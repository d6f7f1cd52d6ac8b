import Examples
import Git
import Testing
import Workspace

/// A switch and a pull that merges, stopped at every effect they have on the disk.
struct SwitchCrashTests {
  private func forked() async throws -> Pair {
    let pair = try await Pair(["a": "1", "b/c": "1", "d": "1", "e": "1"])
    try pair.git("one", "checkout", "-q", "-b", "side")
    try pair.scratch.run("rm", "-r", "one/b")
    for (path, text) in ["a": "2", "b": "2", "f/g": "2"] {
      try pair.scratch.write(text, to: "one/\(path)")
    }
    try await pair.commit("one")
    return pair
  }

  private func change(_ pair: Pair, _ hazard: Hazard) async throws {
    try await pair.perform("one", hazard) { try await $0.switching(to: "main") }
  }

  @Test func `a switch stopped anywhere is completed when it is repeated`() async throws {
    let counter = CrashTests.Counter()
    try await change(forked(), counter.hazard)
    #expect(counter.total > 10)
    for moment in 1...counter.total {
      let pair = try await forked()
      let crash = CrashTests.Counter { $0 >= moment }
      await #expect(throws: (any Error).self) { try await change(pair, crash.hazard) }
      try pair.git("one", "fsck", "--strict")
      try await change(pair, .none)
      try expectComplete(pair, ["a": "1", "b/c": "1", "d": "1", "e": "1"], moment)
    }
  }

  @Test func `a merge stopped anywhere is completed when it is repeated`() async throws {
    let counter = CrashTests.Counter()
    try await diverged().pull("two", hazard: counter.hazard)
    for moment in 1...counter.total {
      let pair = try await diverged()
      let crash = CrashTests.Counter { $0 >= moment }
      await #expect(throws: (any Error).self) {
        try await pair.pull("two", hazard: crash.hazard)
      }
      try await pair.pull("two")
      let expected = ["a": "2", "b/c": "2", "d": "2", "f": "2"]
      #expect(try pair.files("two") == expected, "stopped at \(moment)")
      #expect(try pair.git("two", "status", "--porcelain") == "", "stopped at \(moment)")
      #expect(try pair.git("two", "rev-list", "--count", "--merges", "HEAD") == "1\n")
    }
  }

  private func diverged() async throws -> Pair {
    let pair = try await Pair(["a": "1", "b/c": "1", "d": "1", "e": "1"])
    for (path, text) in ["a": "2", "b/c": "2", "f": "2"] {
      try pair.scratch.write(text, to: "one/\(path)")
    }
    try pair.scratch.run("rm", "one/e")
    try await pair.commit("one")
    try await pair.push("one")
    try pair.scratch.write("2", to: "two/d")
    try await pair.commit("two")
    return pair
  }

  private func expectComplete(_ pair: Pair, _ files: [String: String], _ moment: Int) throws {
    let found = try pair.files("one")
    #expect(found == files, "stopped at \(moment)")
    #expect(try pair.git("one", "status", "--porcelain") == "", "stopped at \(moment)")
    #expect(try pair.git("one", "symbolic-ref", "--short", "HEAD") == "main\n")
  }
}
