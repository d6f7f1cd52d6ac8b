import Examples
import Foundation
import JSONRPC
import MCP
import Sections
import Testing
import Workbench

/// Each tool, as an agent uses it.
@Suite struct ToolTests {
  @Test func `search_sections finds, with what each hit costs`() async throws {
    let room = try await Room.begun()
    let answer = try await room.use("search_sections", ["query": "marmalade", "limit": 1])
    let hit = answer.value["hits"]?.array?.first?["section"]
    #expect(hit?["title"] == "Filling forms")
    let id = try #require(hit?["short"]?.string)
    #expect(answer.said.hasPrefix("\(id) ≈"))
    #expect(answer.said.contains("files/skills/pdf/SKILL.md#filling-forms"))
    #expect(answer.value["total"] == 1)
    let none = try await room.use("search_sections", ["query": "zzzznothing"])
    #expect(none.value["hits"] == [] && !none.isFailure)
  }

  @Test func `get_outline shows sections, as deep as is wanted`() async throws {
    let room = try await Room.begun()
    let all = try await room.use("get_outline", ["address": "pdf/SKILL.md"])
    #expect(all.said.contains("Checkboxes") && all.said.contains("≈"))
    #expect(!all.said.contains("Tick them"))
    let top = try await room.use("get_outline", ["address": "pdf/SKILL.md", "depth": 1])
    #expect(!top.said.contains("Checkboxes"))
    let few = try await room.use("get_outline", ["address": "pdf/SKILL.md", "limit": 2])
    #expect(few.value["files"]?.array?.first?["sections"]?.array?.count == 2)
    #expect(few.said.contains("more sections"))
  }

  @Test func `get_section reads one section, whole or within a limit`() async throws {
    let room = try await Room.begun()
    let whole = try await room.use("get_section", ["address": "pdf/SKILL.md#filling-forms"])
    #expect(whole.value["text"]?.string?.hasSuffix("Tick them.\n") == true)
    #expect(whole.value["omitted"] == [] && whole.value["is_cut"] == false)
    #expect(whole.said.contains(whole.value["text"]?.string ?? "?"))
    let own = try await room.use(
      "get_section", ["address": "pdf/SKILL.md#filling-forms", "children": false])
    #expect(own.value["text"]?.string?.contains("marmalade") == true)
    #expect(own.value["text"]?.string?.contains("Tick") == false)
    #expect(
      own.value["omitted"]?.array?.first?["address"]?.string?.hasSuffix("#checkboxes") == true)
    #expect(own.said.contains("#checkboxes"))
    let cut = try await room.use(
      "get_section", ["address": "pdf/SKILL.md#filling-forms", "max_tokens": 5])
    #expect(
      cut.value["text"] == "## Filling forms\n" || cut.value["text"] == "## Filling forms\n\n")
    #expect(cut.value["is_cut"] == true && cut.said.contains("raise max_tokens"))
  }

  @Test func `get_context packs what serves a task, and says what it left out`() async throws {
    let room = try await Room.begun()
    let pack = try await room.use("get_context", ["task": "marmalade"])
    let part = try #require(pack.value["sections"]?.array?.first)
    #expect(part["section"]?["title"] == "Filling forms")
    #expect(part["text"]?.string?.hasSuffix("Tick them.\n") == true)
    #expect(pack.said.contains(part["text"]?.string ?? "?") && pack.said.contains("of 4000 tokens"))
    let small = try await room.use("get_context", ["task": "marmalade", "budget": 1])
    #expect(small.value["sections"] == [] && small.value["tokens"] == 0)
    #expect(small.value["left_out"]?.array?.first?["reason"] == "larger than the budget")
    #expect(small.said.contains("Left out") && small.said.contains("#filling-forms"))
    let none = try await room.use("get_context", ["task": "zzzznothing"])
    #expect(none.value["sections"] == [] && !none.isFailure)
  }

  @Test func `related_sections finds what has to do with a section`() async throws {
    let room = try await Room.begun()
    let answer = try await room.use(
      "related_sections", ["address": "pdf/SKILL.md#filling-forms", "limit": 0])
    let related = try #require(answer.value["related"]?.array)
    let inside = related.first { $0["how"] == "inside" }
    #expect(inside?["section"]?["title"] == "Checkboxes")
    #expect(answer.said.contains("inside ") && answer.said.contains("#checkboxes"))
    #expect(related.allSatisfy { $0["how"] != "words" })
    let none = try await room.use("related_sections", ["address": "nothing.md#here"])
    #expect(none.isFailure && none.said.contains("nothing.md"))
  }

  @Test func `list_components lists, a page at a time`() async throws {
    let room = try await Room.begun()
    let all = try await room.use("list_components")
    #expect(all.value["total"] == 3 && all.said.contains("Reads and fills PDF forms"))
    let one = try await room.use("list_components", ["kind": "skill", "limit": 1, "offset": 1])
    #expect(one.value["components"]?.array?.first?["name"] == "review" && one.value["total"] == 2)
    let none = try await room.use("list_components", ["kind": "nonsense"])
    #expect(none.isFailure && none.said.contains("no kind of component"))
  }

  @Test func `where_used finds what refers`() async throws {
    let room = try await Room.begun()
    let uses = try await room.use("where_used", ["address": "pdf/scripts/fill.py"])
    #expect(uses.said.contains("link") && uses.said.contains("#quick-start"))
    #expect(uses.value["uses"]?.array?.count == 1)
    #expect(try await room.use("where_used", ["address": "odd.md"]).value["uses"] == [])
  }

  @Test func `compose_skill writes where the server may, and shows where not`() async throws {
    let request: JSON = [
      "name": "mine", "sections": ["pdf/SKILL.md#quick-start"],
      "settings": ["description": "Starts. Use it to start."],
    ]
    let room = try await Room.begun()
    let written = try await room.use("compose_skill", request)
    #expect(written.value["is_written"] == true, "\(written.said)")
    #expect(
      room.scratch.text("home/workspace/skills/mine/SKILL.md")?.contains("Quick start") == true)
    let careful = try await Room.begun(tools: Tool.all(mayWrite: false))
    let shown = try await careful.use("compose_skill", request)
    #expect(shown.value["is_written"] == false && !shown.isFailure)
    #expect(careful.scratch.text("home/workspace/skills/mine/SKILL.md") == nil)
    guard case .object(var forced) = request else { return }
    forced["dry_run"] = false
    let refused = try await careful.use("compose_skill", .object(forced))
    #expect(refused.isFailure && refused.said.contains("--allow-write"))
  }

  @Test func `validate_component holds components to the rules, in the workspace`() async throws {
    let room = try await Room.begun()
    let report = try await room.use("validate_component", ["components": ["review"]])
    #expect(report.value["findings"] == [] && report.said.contains("is valid"))
    try room.scratch.write("no frontmatter\n", to: "home/workspace/skills/bad/SKILL.md")
    let bad = try await room.use("validate_component")
    #expect(bad.said.contains("error skills/bad/SKILL.md") || bad.said.contains("skills/bad"))
    for path in ["/etc", "~/x", "../files", "a/../../b"] {
      let refused = try await room.use("validate_component", ["components": [.string(path)]])
      #expect(refused.isFailure && refused.said.contains("outside of the workspace"), "\(path)")
    }
  }

  @Test func `deploy does exactly what plan_deploy showed`() async throws {
    let room = try await Room.begun()
    try room.scratch.write(
      "---\nname: a\ndescription: A. Use it.\n---\n# A\n", to: "home/workspace/skills/a/SKILL.md")
    _ = try await room.bench.commit(
      message: "One", author: "A <a@example.com>")
    _ = try await room.bench.addTarget("agent", path: "\(room.scratch.path)/agent")
    let plan = try await room.use("plan_deploy")
    #expect(plan.said.contains("create skills/a/SKILL.md"))
    let hash = try #require(plan.value["hash"]?.string)
    let stale = try await room.use("deploy", ["plan": "0000"])
    #expect(stale.isFailure && stale.said.contains("not that one"))
    #expect(room.scratch.text("agent/skills/a/SKILL.md") == nil)
    let done = try await room.use("deploy", ["plan": .string(hash)])
    #expect(done.value["kept"] == [] && !done.isFailure, "\(done.said)")
    #expect(room.scratch.text("agent/skills/a/SKILL.md")?.contains("# A") == true)
    #expect(try await room.use("plan_deploy").said.contains("up to date"))
  }

  @Test func `what agents would run is not deployed by one of them`() async throws {
    let room = try await Room.begun()
    try room.scratch.write(
      #"{"hooks": {"Stop": [{"hooks": [{"type": "command", "command": "true"}]}]}}"#,
      to: "home/workspace/hooks/hooks.json")
    _ = try await room.bench.commit(message: "One", author: "A <a@example.com>")
    _ = try await room.bench.addTarget("agent", path: "\(room.scratch.path)/agent")
    let plan = try await room.use("plan_deploy")
    #expect(plan.said.contains("runs hook Stop: true"))
    let done = try await room.use("deploy", ["plan": plan.value["hash"] ?? .null])
    #expect(done.isFailure && done.said.contains("without being asked"))
    #expect(room.scratch.text("agent/hooks/hooks.json") == nil)
  }
}
