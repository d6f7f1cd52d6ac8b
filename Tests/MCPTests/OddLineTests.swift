import Examples
import JSONRPC
import MCP
import Testing

/// Lines that no client should send.
@Suite struct OddLineTests {
  @Test(arguments: [
    ("{", -32700), ("nonsense", -32700), ("\u{0}", -32700), ("\"a\"", -32600), ("7", -32600),
    ("[]", -32600), (#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#, -32600),
    (#"{"jsonrpc":"2.0"}"#, -32600), (#"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#, -32600),
    (#"{"jsonrpc":"2.0","id":{},"method":"ping"}"#, -32600),
  ])
  func `a line that is no message is refused, and the server lives`(
    line: String, code: Int
  ) async throws {
    let room = try await Room.begun()
    room.peer.say(line)
    #expect(await room.peer.complaint()?.code == code)
    #expect(try await room.peer.call("ping") == [:])
  }

  @Test func `an answer has the id of what it answers, where that can be read`() async throws {
    let room = try await Room.begun()
    room.peer.say(#"{"jsonrpc":"2.0","id":"mine","method":7}"#)
    let error = await #expect(throws: RemoteError.self) {
      try await room.peer.answer(to: .text("mine"))
    }
    #expect(error?.code == -32600)
    for params in [JSON.array([]), "x", 3, .null] {
      let error = await #expect(throws: RemoteError.self) {
        try await room.peer.call("tools/list", params)
      }
      #expect(error?.code == -32602)
    }
  }

  @Test func `a line that is too long costs that line alone`() async throws {
    let room = try await Room.begun()
    room.peer.say([UInt8](repeating: 0x61, count: Server.longestLine * 2) + [0x0A])
    #expect(await room.peer.complaint()?.code == -32600)
    #expect(try await room.peer.call("ping") == [:])
  }

  @Test func `empty lines, answers and unknown notifications are passed over`() async throws {
    let room = try await Room.begun()
    for line in [
      "", "  ", "\r", #"{"jsonrpc":"2.0","id":1000,"result":{}}"#,
      #"{"jsonrpc":"2.0","method":"notifications/nonsense"}"#,
      #"{"jsonrpc":"2.0","method":"notifications/cancelled"}"#,
      #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":[]}}"#,
    ] { room.peer.say(line) }
    #expect(try await room.peer.call("ping") == [:])
    room.peer.hangUp()
    #expect(await room.peer.rest().isEmpty)
  }

  @Test(arguments: 0..<8)
  func `no line ends the server`(seed: UInt64) async throws {
    let room = try await Room.begun()
    var dice = Dice(seed: seed)
    for _ in 0..<150 { room.peer.say(Self.line(&dice)) }
    #expect(try await room.peer.call("ping") == [:])
    room.peer.hangUp()
    await room.ended()
  }

  /// A line made of parts of messages, some of them damaged.
  private static func line(_ dice: inout Dice) -> [UInt8] {
    let methods = [
      "tools/call", "tools/list", "resources/read", "resources/list", "completion/complete",
      "initialize", "ping", "notifications/cancelled", "server/discover", "", "tools/",
    ]
    let values = [
      "null", "true", "-1", "1e308", "1e999", "\"\"", "\"pdf\"", "[]", "{}", "[[[[]]]]",
      "\"\\ud800\"", "{\"a\":{\"a\":{}}}", "99999999999999999999",
      String(repeating: "[", count: 2000),
    ]
    let names = Tool.all(mayWrite: false).map(\.name) + ["nonsense"]
    func one(_ list: [String]) -> String { list.randomElement(using: &dice) ?? "" }
    let fields = [
      "\"query\":\(one(values))", "\"address\":\(one(values))", "\"limit\":\(one(values))",
      "\"name\":\(one(values))", "\"sections\":\(one(values))",
    ].shuffled(using: &dice).prefix(Int.random(in: 0...3, using: &dice)).joined(separator: ",")
    let arguments = Bool.random(using: &dice) ? "{\(fields)}" : one(values)
    let params = """
      {"name":"\(one(names))","arguments":\(arguments),"uri":\(one(values)),\
      "requestId":\(one(values)),"cursor":\(one(values)),"_meta":\(one(values))}
      """
    let text =
      "{\"jsonrpc\":\"2.0\",\"id\":\(Int.random(in: 10_000...99_999_999, using: &dice)),"
      + "\"method\":\"\(one(methods))\",\"params\":\(Bool.random(using: &dice) ? params : one(values))}"
    var bytes = Array(text.utf8)
    if Int.random(in: 0..<3, using: &dice) == 0 {
      for _ in 0..<Int.random(in: 1...4, using: &dice) {
        bytes[Int.random(in: bytes.indices, using: &dice)] = UInt8.random(in: 0...255, using: &dice)
      }
    }
    return bytes.filter { $0 != 0x0A } + [0x0A]
  }
}
