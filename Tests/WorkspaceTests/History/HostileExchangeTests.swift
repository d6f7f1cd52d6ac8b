import Examples
import Git
import Testing
import Workspace

/// Exchanges and switches in a repository that somebody else prepared.
struct HostileExchangeTests {
  /// Sets a trap wherever git would run something.
  private func arm(_ pair: Pair, _ side: String) throws {
    let (scratch, trap) = (pair.scratch, pair.scratch.path + "/trap")
    try scratch.write("#!/bin/sh\ntouch \(scratch.path)/sprung\nexec cat\n", to: "trap")
    try scratch.run("chmod", "+x", "trap")
    for folder in ["\(side)/.git/hooks", "shared.git/hooks"] {
      try scratch.run("mkdir", "-p", folder)
      for hook in [
        "pre-push", "post-merge", "post-checkout", "post-commit", "pre-merge-commit",
        "reference-transaction", "pre-receive", "update", "post-receive", "post-update",
        "push-to-checkout", "post-index-change",
      ] { try scratch.run("cp", "trap", "\(folder)/\(hook)") }
    }
    for (key, value) in [
      ("core.hooksPath", scratch.path + "/shared.git/hooks"), ("core.fsmonitor", trap),
      ("core.sshCommand", trap), ("credential.helper", "!" + trap), ("core.askPass", trap),
      ("core.gitProxy", trap), ("core.editor", trap), ("core.alternateRefsCommand", trap),
      ("remote.origin.uploadpack", trap), ("remote.origin.receivepack", trap),
      ("remote.origin.vcs", "trap"), ("filter.trap.clean", trap),
      ("filter.trap.smudge", trap), ("filter.trap.process", trap),
      ("filter.trap.required", "true"), ("filter.lfs.process", trap),
      ("filter.lfs.smudge", trap), ("merge.trap.driver", trap), ("merge.default", "trap"),
      ("gpg.program", trap), ("commit.gpgSign", "true"), ("push.gpgSign", "true"),
      ("core.autocrlf", "true"), ("include.path", scratch.path + "/more"),
      ("includeIf.gitdir:/.path", scratch.path + "/more"),
    ] { try pair.git(side, "config", key, value) }
    try scratch.write("[core]\n\tsshCommand = \(trap)\n\tpager = \(trap)\n", to: "more")
    try scratch.write(
      "* text eol=crlf filter=trap merge=trap working-tree-encoding=UTF-16\n*.bin filter=lfs\n",
      to: side + "/.git/info/attributes")
  }

  @Test func `no exchange executes anything, and no attribute changes a byte`() async throws {
    let pair = try await Pair([
      "a": "one\ntwo\n", "b.bin": "\r\n\0x", ".gitattributes": "a eol=crlf",
    ])
    try arm(pair, "two")
    try pair.scratch.write("one\ntwo\nthree\r\n", to: "one/a")
    try await pair.commit("one")
    try await pair.push("one")
    try pair.scratch.write("\r\n\0y\n", to: "two/b.bin")
    try await pair.commit("two")
    try await pair.pull("two")
    try await pair.push("two")
    try await pair.perform("two") { try await $0.switching(to: "side", creating: true) }
    try pair.scratch.write("other\n", to: "two/a")
    try await pair.commit("two")
    try await pair.perform("two") { try await $0.switching(to: "main") }
    try await pair.perform("two") { try await $0.restoring([RelativePath("a")], from: "side") }
    #expect(pair.scratch.read("sprung") == nil)
    #expect(
      try pair.files("two")
        == ["a": "other\n", "b.bin": "\r\n\0y\n", ".gitattributes": "a eol=crlf"])
    #expect(try pair.git("two", "show", "main:a") == "one\ntwo\nthree\r\n")
  }

  @Test func `an address that git would run a program for is refused`() async throws {
    let pair = try await Pair(["a": "a"])
    let (scratch, trap) = (pair.scratch, pair.scratch.path + "/trap")
    try arm(pair, "one")
    for url in ["ext::\(trap)", "ext::sh -c \(trap)", "trap::x"] {
      try pair.git("one", "config", "remote.origin.url", url)
      await #expect(throws: GitFailure.self) { try await pair.pull("one") }
      await #expect(throws: GitFailure.self) { try await pair.push("one") }
    }
    try pair.git("one", "config", "remote.origin.url", "x:")
    try pair.git("one", "config", "url.ext::\(trap).insteadOf", "x:")
    await #expect(throws: GitFailure.self) { try await pair.pull("one") }
    #expect(scratch.read("sprung") == nil)
  }

  @Test func `what a remote sends is checked, and paths that lead elsewhere are refused`()
    async throws
  {
    let pair = try await Pair(["a": "a"])
    let scratch = pair.scratch
    let id = try scratch.run("git", "-C", "one", "hash-object", "a").prefix { $0 != "\n" }
    for name in [".git", "..", ".GIT", "git~1"] {
      let tree = try scratch.run(
        "sh", "-c",
        """
        cd shared.git && inner=$(printf '100644 blob \(id)\\tx\\n' | git mktree)
        printf '%s' "$inner" | python3 -c '
        import sys, hashlib, zlib, os
        inner = bytes.fromhex(sys.stdin.read())
        entries = b"40000 \(name)\\0" + inner
        data = b"tree %d\\0" % len(entries) + entries
        name = hashlib.sha1(data).hexdigest()
        os.makedirs("objects/" + name[:2], exist_ok=True)
        open("objects/" + name[:2] + "/" + name[2:], "wb").write(zlib.compress(data))
        print(name)'
        """
      ).prefix { $0 != "\n" }
      let commit = try scratch.run(
        "git", "-C", "shared.git", "commit-tree", "-p", "main", "-m", "x", String(tree))
      try scratch.run(
        "git", "-C", "shared.git", "update-ref", "refs/heads/main",
        String(commit.prefix { $0 != "\n" }))
      let before = try pair.files("two")
      await #expect(throws: (any Error).self, "\(name)") { try await pair.pull("two") }
      #expect(try pair.files("two") == before)
      #expect(scratch.read("x") == nil && scratch.read("two/.git/x") == nil)
    }
  }
}
