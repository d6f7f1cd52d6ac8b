import JSONRPC
import MCP
import Testing

@Suite struct CallTests {
  @Test func `calls are answered as they finish`() async throws {
    let gate = Gate()
    let room = try await Room.begun(tools: [gate.tool] + Tool.all(mayWrite: false))
    let slow = try room.peer.ask("tools/call", ["name": "wait"])
    for _ in 0..<10 {
      #expect(try await room.use("list_components").value["total"] == 3)
    }
    gate.open()
    #expect(try await room.peer.answer(to: slow).said == "done")
  }

  @Test func `a cancelled call stops, and is not answered`() async throws {
    let gate = Gate()
    let room = try await Room.begun(tools: [gate.tool])
    let id = try room.peer.ask("tools/call", ["name": "wait", "_meta": ["progressToken": "t"]])
    try room.peer.tell("notifications/cancelled", ["requestId": 99])
    try room.peer.tell("notifications/cancelled", ["requestId": id.json, "reason": "changed"])
    // The session goes on, and the id may be used again.
    #expect(try await room.peer.call("ping") == [:])
    room.peer.hangUp()
    await room.ended()
    #expect(gate.cancelled == 1 || !gate.hasBegun)
    #expect(await room.peer.rest().isEmpty)
  }

  @Test func `a signal to stop ends calls under way`() async throws {
    let gate = Gate()
    let room = try await Room.begun(tools: [gate.tool])
    try room.peer.ask("tools/call", ["name": "wait"])
    #expect(try await room.peer.call("ping") == [:])
    room.server.stop()
    await room.ended()
    #expect(await room.peer.rest().isEmpty)
  }

  @Test func `progress is told under the client's token, and only to those who ask`() async throws {
    let gate = Gate()
    gate.open()
    let room = try await Room.begun(tools: [gate.tool])
    for token in [JSON.string("here"), .integer(7)] {
      _ = try await room.peer.call(
        "tools/call",
        ["name": "wait", "arguments": ["steps": 1000], "_meta": ["progressToken": token]])
    }
    _ = try await room.peer.call("tools/call", ["name": "wait", "arguments": ["steps": 3]])
    room.peer.hangUp()
    let told = await room.peer.rest().compactMap { message -> JSON? in
      guard case .notification("notifications/progress", let params) = message else { return nil }
      return params
    }
    for token in [JSON.string("here"), .integer(7)] {
      let steps = told.filter { $0["progressToken"] == token }.compactMap {
        $0["progress"]?.integer
      }
      #expect(steps == steps.sorted() && Set(steps).count == steps.count)
      #expect(steps.last == 1000 && steps.count <= 101)
    }
    #expect(told.count == told.filter { $0["progressToken"] != nil }.count)
  }

  @Test func `an id is used once at a time`() async throws {
    let gate = Gate()
    let room = try await Room.begun(tools: [gate.tool])
    let line = #"{"jsonrpc":"2.0","id":"x","method":"tools/call","params":{"name":"wait"}}"#
    room.peer.say(line)
    room.peer.say(line)
    let error = await #expect(throws: RemoteError.self) {
      try await room.peer.answer(to: .text("x"))
    }
    #expect(error?.code == -32600)
    gate.open()
    #expect(try await room.peer.answer(to: .text("x")).said == "done")
  }

  @Test func `more calls than are answered at once wait, and all are answered`() async throws {
    let room = try await Room.begun()
    let ids = try (0..<300).map { _ in
      try room.peer.ask("tools/call", ["name": "search_sections", "arguments": ["query": "pdf"]])
    }
    for id in ids { #expect(try await !room.peer.answer(to: id).isFailure) }
  }

  @Test func `calls that write take turns, those that read do not wait for them`() async throws {
    let room = try await Room.begun()
    let ids = try (0..<12).map { number in
      try room.peer.ask(
        "tools/call",
        [
          "name": "compose_skill",
          "arguments": [
            "name": .string("made-\(number % 6)"), "sections": ["pdf/SKILL.md#quick-start"],
            "settings": ["description": "Starts. Use it to start."],
          ],
        ])
    }
    let plan = try await room.use("validate_component")
    #expect(!plan.isFailure)
    for id in ids {
      let answer = try await room.peer.answer(to: id)
      #expect(answer.value["is_written"] == true, "\(answer.said)")
    }
    let made = try await room.use("validate_component")
    #expect(made.value["components"]?.array?.count == 6 && made.value["findings"] == [])
  }

  @Test func `a tool that is not there is an error of the protocol`() async throws {
    let room = try await Room.begun()
    let error = await #expect(throws: RemoteError.self) { try await room.use("nonsense") }
    #expect(error?.code == -32602 && error?.message.contains("nonsense") == true)
  }

  @Test(
    arguments: [
      (["query": 3], "the argument “query” is not a text", "Give “query” as a text."),
      (["limit": 3], "search_sections needs the argument “query”", "Give “query”, a text."),
      (
        ["query": "x", "words": "y"], "search_sections takes no argument “words”",
        "It takes query, limit, offset."
      ),
      (
        ["query": "x", "limit": 0], "the argument “limit” is not a whole number from 1 to 50",
        "Give “limit” as a whole number from 1 to 50."
      ),
      (
        ["query"], "the arguments of search_sections are not an object",
        "Give them by name: {\"name\": value}."
      ),
    ] as [(JSON, String, String)])
  func `wrong arguments are told in two lines`(
    arguments: JSON, problem: String, hint: String
  ) async throws {
    let room = try await Room.begun()
    let answer = try await room.use("search_sections", arguments)
    #expect(answer.isFailure && answer.said == "\(problem)\n\(hint)")
  }

  @Test func `an error of the workbench is the two lines that every door shows`() async throws {
    let room = try await Room.begun()
    let answer = try await room.use("get_section", ["address": "nowhere.md#x"])
    #expect(answer.isFailure && answer["structuredContent"] == nil)
    #expect(answer.said.contains("nowhere.md#x"))
    #expect(answer.said.split(separator: "\n").count == 2)
  }
}
