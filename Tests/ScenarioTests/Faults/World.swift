import Examples
import Foundation
import Testing

/// A home with a library, a workspace and a target, that can be put back to where it was.
struct World {
  let stage: Stage

  /// Makes the world: a skill and a command in the library, the workspace and the target.
  ///
  /// - Parameter script: what is done to it before it is as tests find it.
  init(_ script: String = "") throws {
    stage = try Stage()
    for (file, text) in Self.first { try stage.scratch.write(text, to: "case/mine/\(file)") }
    try must(
      """
      cd case && joinery init home --quiet && rm -rf home/templates/* && mkdir target
      chmod +x mine/skills/pdf/scripts/fill.py
      joinery ingest mine --home home && joinery checkout pdf hi --home home
      joinery commit -m First --home home
      joinery target add t "$PWD/target" --home home && joinery deploy --home home
      \(script)
      """)
    try must("cp -a case before")
  }

  private static let first = [
    "skills/pdf/SKILL.md":
      "---\nname: pdf\ndescription: Fills forms. Use when a form is to be filled.\n---\n# PDF\n\n"
      + "Text.\n\n## One\n\nWords of one.\n\n## Two\n\nWords of two.\n",
    "skills/pdf/scripts/fill.py": "def fill(form):\n    return form\n",
    "skills/pdf/references/forms.md": "# Forms\n\nMany.\n",
    "commands/hi.md": "---\ndescription: Say hi.\n---\nSay hi.\n",
  ]

  /// Edits in the workspace: one file of each of edited, added and removed.
  static let edits = """
    rm home/workspace/skills/pdf/references/forms.md
    sed -i 's/Words of one/New words of one/' home/workspace/skills/pdf/SKILL.md
    mkdir -p home/workspace/agents; printf '# New\\n' > home/workspace/agents/new.md
    sed -i 's/return form/return [form]/' home/workspace/skills/pdf/scripts/fill.py
    sed -i 's/Say hi/Say hello/' home/workspace/commands/hi.md
    """

  /// Edits in the target: one that goes together with ``edits``, and one that does not.
  static let others = """
    sed -i 's/Words of two/My words of two/' target/skills/pdf/SKILL.md
    sed -i 's/Say hi/Say good day/' target/commands/hi.md
    """

  /// The template of skills.
  static let templates = "joinery init other --quiet && mv other/templates/skill home/templates/"

  /// Composes a skill of prose with what it links to, and a script.
  static let compose = """
    joinery compose made --from mine/skills/pdf/SKILL.md#one \\
      --from mine/skills/pdf/SKILL.md#two --from mine/skills/pdf/scripts/fill.py#fill \\
      --set description='Fills. Use when asked.' --home home
    """

  /// A skill that was composed, and committed.
  static let composed = "\(templates)\n\(compose)\njoinery commit --home home"

  /// Edits of a composed skill and of its sources that go together.
  static let apart = """
    sed -i 's/Words of two/My words of two/' home/workspace/skills/made/SKILL.md
    sed -i 's/Words of one/New words of one/' mine/skills/pdf/SKILL.md
    sed -i 's/return form/return [form]/' mine/skills/pdf/scripts/fill.py
    joinery ingest mine --home home
    """

  /// The number of the last operation, to be worked out by the shell before a command is run.
  static let last = "$(ls ../before/home/.joinery/journal | tail -1 | sed 's/^0*//;s/[.]json//')"

  /// Puts everything back to where it was.
  func reset() throws { try must("rm -rf case && cp -a before case") }

  /// Runs a line of shell in the world.
  func run(_ line: String) throws -> Stage.Outcome { try stage.run("cd case && \(line)") }

  private func must(_ script: String) throws {
    let outcome = try stage.run("set -e\n\(script)")
    try #require([0, 2].contains(outcome.status), "\(script)\n\(outcome.output)\(outcome.errors)")
  }
}

/// All that there is to know of a world: what an interrupted command must not spoil.
struct Facts: Equatable {
  /// The bytes of all files that belong to the user, by path, marked where they can be run.
  var files: [String: String]
  /// References, HEAD, the index, and what git says of the files.
  var history: String
  /// What the library has: each file with its hash, and its sections with theirs.
  var library: String
  /// The numbers of the operations that were done, newest first.
  var operations: [Int]

  init(of world: World) throws {
    files = try Self.files(in: world)
    history = try world.run(Self.git).output
    library = try world.run("python3 -c '\(Self.query)'").output
    let names = try FileManager.default.contentsOfDirectory(
      atPath: world.stage.scratch.path + "/case/home/.joinery/journal")
    operations = names.filter { !$0.contains("begun") }.compactMap { Int($0.prefix(8)) }
      .sorted(by: >)
  }

  /// Whether files, history and library are the same, however it came to that.
  func agrees(with other: Facts) -> Bool {
    files == other.files && history == other.history && library == other.library
  }

  /// The user's files. What is left of writing them belongs to nobody.
  static func files(in world: World) throws -> [String: String] {
    let root = world.stage.scratch.path + "/case"
    var files: [String: String] = [:]
    for folder in ["mine", "target", "home/workspace"] {
      for name in FileManager.default.enumerator(atPath: "\(root)/\(folder)") ?? .init() {
        let path = "\(folder)/\(name)"
        guard !path.contains("/.git/"), !path.contains("/.joinery-"),
          let bytes = world.stage.scratch.read("case/\(path)")
        else { continue }
        let mark = FileManager.default.isExecutableFile(atPath: "\(root)/\(path)") ? "*" : ""
        files[path] = mark + String(decoding: bytes, as: UTF8.self)
      }
    }
    return files
  }

  /// Commits are known by their trees: their times differ from run to run.
  private static let git = """
    cd home/workspace && export GIT_OPTIONAL_LOCKS=0 && cat .git/HEAD && \\
    git for-each-ref --format='%(refname) %(tree)' | grep -v joinery/kept; \\
    git ls-files -s && git status --porcelain -uall
    """

  private static let query = """
    import sqlite3
    base = sqlite3.connect("home/.joinery/library.sqlite")
    for row in base.execute(\"\"\"
      SELECT document.path, hex(blob.hash), isExecutable, component.path, sectionId, position,
        hex(section.hash)
      FROM document JOIN blob ON blob.id = blobId
        LEFT JOIN component ON component.id = componentId
        LEFT JOIN section ON documentId = document.id
      WHERE NOT isRemoved ORDER BY document.path, position\"\"\"): print(*row)
    """
}
