import Examples
import Testing
import Workbench

struct SetTests {
  /// A bench whose workspace has two skills, a command and an agent.
  private static func bench(_ sets: String? = nil) throws -> Bench {
    let bench = try Bench()
    let files = [
      "skills/pdf/SKILL.md": "---\nname: pdf\ntags: [docs, print]\n---\n# A\n",
      "skills/pdf/scripts/fill.py": "pass\n",
      "skills/web/SKILL.md": "---\nname: web\nmetadata:\n  tags: docs, net\n---\n# B\n",
      "commands/git/go.md": "Go.\n", "commands/stop.md": "---\ntags: docs\n---\nStop.\n",
      "agents/a.md": "---\nname: a\n---\n",
    ]
    for (path, text) in files { try bench.scratch.write(text, to: "home/workspace/\(path)") }
    if let sets { try bench.scratch.write(sets, to: "home/workspace/sets.yaml") }
    return bench
  }

  private static func text(_ bench: Bench) -> String? {
    bench.scratch.text("home/workspace/sets.yaml")
  }

  @Test(arguments: [
    ("skills/pdf", ["skills/pdf"]), ("skills/*", ["skills/pdf", "skills/web"]),
    ("commands/*.md", ["commands/stop.md"]),
    ("commands", ["commands/git/go.md", "commands/stop.md"]),
    ("commands/git", ["commands/git/go.md"]), ("tag:print", ["skills/pdf"]),
    ("tag:docs", ["commands/stop.md", "skills/pdf", "skills/web"]), ("tag:net", ["skills/web"]),
    ("tag:none", []), ("skills/p?f", ["skills/pdf"]), ("skill", []),
    (
      "*/*",
      [
        "agents/a.md", "commands/git/go.md", "commands/stop.md", "skills/pdf", "skills/web",
      ]
    ),
  ])
  func `an entry means whole components`(entry: String, components: [String]) async throws {
    let bench = try Self.bench("some:\n  - \"\(entry)\"\n")
    #expect(try await bench.workbench.set("some").entries.map(\.components) == [components])
  }

  @Test(arguments: [
    ("", "new:\n  - skills/pdf\n  - tag:docs\n"),
    (
      "# Mine\nnew:   # these\n  - skills/web # b\n\n# End\n",
      "# Mine\nnew:   # these\n  - skills/web # b\n  - skills/pdf\n  - tag:docs\n\n# End\n"
    ),
    ("new: []\nold: [a]", "new: [skills/pdf, tag:docs]\nold: [a]"),
    ("new: [ skills/web ] # b\n", "new: [ skills/web , skills/pdf, tag:docs] # b\n"),
    ("new:\nold:\n- a\n", "new:\n  - skills/pdf\n  - tag:docs\nold:\n- a\n"),
    ("new:\n- skills/web\nold: [b]\n", "new:\n- skills/web\n- skills/pdf\n- tag:docs\nold: [b]\n"),
    ("new:\r\n    - skills/web", "new:\r\n    - skills/web\n    - skills/pdf\n    - tag:docs\n"),
    ("old: [a]", "old: [a]\nnew:\n  - skills/pdf\n  - tag:docs\n"),
    ("new: [tag:docs, skills/pdf]\n", "new: [tag:docs, skills/pdf]\n"),
  ])
  func `adding keeps what else the file says`(before: String, after: String) async throws {
    let bench = try Self.bench(before)
    _ = try await bench.workbench.addToSet("new", ["skills/pdf", "tag:docs"])
    #expect(Self.text(bench) == after)
  }

  @Test(arguments: [
    ("a: [x, y]\n", ["x"], "a: [y]\n"), ("a: [x, \"y\"] # c\n", ["y"], "a: [x] # c\n"),
    ("a:\n  - x # why\n  # more\n  - y\nb: [z]\n", ["x"], "a:\n  # more\n  - y\nb: [z]\n"),
    ("a:\n- x\n- 'y'\n", ["y", "x"], "a:\n"),
    ("# top\na:\n  - x\n\n# about b\nb: [z]\n", [], "# top\n\n# about b\nb: [z]\n"),
    ("a: [x]\nb: [z]", [], "b: [z]"),
  ])
  func `removing keeps what else the file says`(
    before: String, entries: [String], after: String
  ) async throws {
    let bench = try Self.bench(before)
    _ = try await bench.workbench.removeFromSet("a", entries)
    #expect(Self.text(bench) == after)
  }

  @Test func `what cannot be done leaves the file alone`() async throws {
    let before = "a: [x,\n  y]\n\"b\": &l [z]\n"
    let bench = try Self.bench(before)
    let workbench = bench.workbench
    let failures: [(SetFailure, () async throws -> Void)] = [
      (.unknown("c", known: ["a", "b"]), { _ = try await workbench.set("c") }),
      (.unknown("c", known: ["a", "b"]), { _ = try await workbench.removeFromSet("c", []) }),
      (
        .notThere("q", in: "a", entries: ["x", "y"]),
        {
          _ = try await workbench.removeFromSet("a", ["q"])
        }
      ),
      (.badName("no name"), { _ = try await workbench.addToSet("no name", ["skills/pdf"]) }),
      (
        .nothing("pdf", candidates: ["skills/pdf"]),
        {
          _ = try await workbench.addToSet("a", ["pdf"])
        }
      ),
      (.nothing("tag:no", candidates: []), { _ = try await workbench.addToSet("a", ["tag:no"]) }),
      (.intricate("a"), { _ = try await workbench.removeFromSet("a", ["y"]) }),
      (
        .unknown("c", known: ["a", "b"]),
        {
          _ = try await workbench.addTarget("t", path: "/t", sets: ["c"])
        }
      ),
      (
        .unknown("c", known: ["a", "b"]),
        {
          _ = try await workbench.addTarget("t", path: "/t")
          _ = try await workbench.plan("t", sets: ["c"])
        }
      ),
    ]
    for (failure, body) in failures {
      await #expect(throws: failure) { try await body() }
      #expect(failure.hint != nil && !failure.problem.contains("\n"))
    }
    #expect(Self.text(bench) == before)
  }

  @Test(arguments: [
    "- a\n", "a: b\n", "a: [{}]\n", "a: [1]\n", "a b: [c]\n", "a: [b", "a: [b]\na: [c]\n",
  ])
  func `a file that is none of sets is named`(text: String) async throws {
    let bench = try Self.bench(text)
    let failure = await #expect(throws: SetFailure.self) { try await bench.workbench.sets() }
    #expect(failure?.hint != nil)
  }
}
