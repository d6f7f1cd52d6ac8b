import Examples
import Foundation
import Testing

/// Targets on which the system refuses what a deployment wants: one thing after the other is kept
/// as it is and told, the rest is written.
@Suite struct HostileTargetTests {
  private static let isRoot = getuid() == 0
  /// Runs what follows as somebody whom permissions stop.
  private static let user =
    isRoot ? "setpriv --reuid=65534 --regid=65534 --clear-groups env" : "env"

  /// A home and a target which the first version was deployed to; the second is committed.
  private func stage() throws -> Stage {
    let stage = try Stage()
    let outcome = try stage.run(
      """
      set -e
      test "$(id -u)" != 0 || chown -R 65534:65534 .
      user='\(Self.user)'
      $user joinery init .
      $user mkdir -p workspace/commands workspace/skills/a
      write() {
        for file in commands/hi.md skills/a/SKILL.md skills/a/b.md; do
          echo $1 | $user tee workspace/$file > /dev/null
        done
        $user joinery commit -m $1
      }
      write one
      $user joinery target add agent target
      $user joinery deploy
      write two
      """)
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    return stage
  }

  private func expectOthersWritten(_ stage: Stage, _ outcome: Stage.Outcome) throws {
    #expect(stage.scratch.text("target/skills/a/SKILL.md") == "two\n")
    #expect(stage.scratch.text("target/skills/a/b.md") == "two\n")
    #expect(try stage.scratch.run("find", "target", "-name", "*joinery-*") == "")
    #expect(outcome.status == 2, "\(outcome.output)\(outcome.errors)")
  }

  @Test(arguments: [
    ("chmod 555 target/commands", "Permission denied"),
    ("chmod 000 target/commands/hi.md", "Permission denied"),
    ("chmod 000 target/commands", "Permission denied"),
  ])
  func `permissions keep one file, and the others are written`(
    obstacle: String, reason: String
  ) throws {
    let stage = try stage()
    let outcome = try stage.run("\(obstacle) && \(Self.user) joinery deploy")
    _ = try stage.run("chmod 755 target/commands; chmod u+r target/commands/hi.md")
    #expect(outcome.output.contains(reason), "\(outcome.output)")
    #expect(outcome.output.contains("commands/hi.md"))
    #expect(stage.scratch.text("target/commands/hi.md") == "one\n")
    try expectOthersWritten(stage, outcome)
    #expect(try stage.run("\(Self.user) joinery deploy").status == 0)
    #expect(stage.scratch.text("target/commands/hi.md") == "two\n")
  }

  @Test(.enabled(if: isRoot, "only root can give files to another user"))
  func `another user's file is left to that user`() throws {
    let stage = try stage()
    let outcome = try stage.run("chown 0:0 target/commands/hi.md && \(Self.user) joinery deploy")
    #expect(outcome.output.contains("belongs to another user"), "\(outcome.output)")
    #expect(stage.scratch.text("target/commands/hi.md") == "one\n")
    try expectOthersWritten(stage, outcome)
    // Root can write it, and it stays the user's.
    let other = try stage.run(
      """
      chown 65534:65534 target/commands/hi.md
      git config --global --add safe.directory "$PWD/workspace"
      joinery deploy && stat -c %u:%g target/commands/hi.md
      """)
    #expect(other.output.hasSuffix("65534:65534\n"), "\(other.output)\(other.errors)")
    #expect(stage.scratch.text("target/commands/hi.md") == "two\n")
  }

  @Test(.enabled(if: isRoot, "only root can make a file immutable"))
  func `an immutable file is kept, and the others are written`() throws {
    let stage = try stage()
    guard try stage.run("chattr +i target/commands/hi.md").status == 0 else { return }
    let outcome = try stage.run("\(Self.user) joinery deploy")
    _ = try stage.run("chattr -i target/commands/hi.md")
    #expect(outcome.output.contains("Operation not permitted"), "\(outcome.output)")
    #expect(stage.scratch.text("target/commands/hi.md") == "one\n")
    try expectOthersWritten(stage, outcome)
  }

  @Test func `a target that cannot be opened is an error of two lines`() throws {
    let stage = try stage()
    let outcome = try stage.run("chmod 000 target && \(Self.user) joinery deploy")
    _ = try stage.run("chmod 755 target")
    #expect(outcome.status == 1)
    #expect(outcome.errors.split(separator: "\n").count == 2, "\(outcome.errors)")
    #expect(outcome.errors.contains("Permission denied"))
    #expect(stage.scratch.text("target/commands/hi.md") == "one\n")
  }

  @Test(.enabled(if: isRoot, "only root can mount a disk"))
  func `a full disk stops a deployment, and the next completes it`() throws {
    let stage = try stage()
    let outcome = try stage.run(
      """
      unshare -m sh -c '
        user="\(Self.user)"
        head -c 200000 /dev/zero | tr "\\0" x | $user tee workspace/commands/big.md > /dev/null
        $user joinery commit -m Big
        mkdir small && mount -t tmpfs -o size=64k tmpfs small && cp -a target/. small/
        mount --move small target && chown 65534 target
        $user joinery deploy; echo "status $?"
        cat target/commands/hi.md; find target -name "*joinery-*"; ls target/commands
        mount -o remount,size=1m target
        $user joinery deploy --quiet; echo "status $?"
        cat target/*/hi.md target/skills/a/*; wc -c < target/commands/big.md'
      """)
    let lines = outcome.output.split(separator: "\n").map(String.init)
    #expect(outcome.output.contains("No space left on device"), "\(outcome.output)")
    #expect(lines.filter { $0.hasPrefix("status") } == ["status 1", "status 0"])
    #expect(!outcome.output.contains("/.joinery-") && !outcome.output.contains("joinery-kept"))
    #expect(lines.suffix(4) == ["two", "two", "two", "200000"], "\(outcome.output)")
  }

  @Test(.enabled(if: isRoot, "only root can mount a disk"))
  func `a disk that can only be read stops a deployment, and nothing is changed`() throws {
    let stage = try stage()
    let before = try stage.scratch.run("sh", "-c", "cd target && find . -type f | xargs sha256sum")
    let outcome = try stage.run(
      "unshare -m sh -c 'mount --bind -o ro target target && \(Self.user) joinery deploy'")
    #expect(outcome.status == 1)
    #expect((outcome.output + outcome.errors).contains("Read-only file system"))
    #expect(
      try stage.scratch.run("sh", "-c", "cd target && find . -type f | xargs sha256sum") == before)
    #expect(try stage.run("\(Self.user) joinery deploy").status == 0)
  }

  @Test func `a name that could steer the terminal is shown, not obeyed`() throws {
    let stage = try stage()
    let outcome = try stage.run(
      #"""
      name="$(printf 'workspace/commands/a\nforged line\033[2J.md')"
      \#(Self.user) tee "$name" < /dev/null && \#(Self.user) joinery commit -m Odd
      \#(Self.user) joinery deploy
      """#)
    #expect(outcome.output.contains(#"commands/a\u{a}forged line\u{1b}[2J.md"#))
    #expect(!outcome.output.contains("\u{1B}"))
    #expect(!outcome.output.contains("\nforged"))
    try expectOthersWritten(stage, outcome)
  }
}
