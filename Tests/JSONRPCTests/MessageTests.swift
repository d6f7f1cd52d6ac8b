import JSONRPC
import Testing

@Suite struct `A message` {
  static let messages: [Message] = [
    .request(id: .number(7), method: "outline", params: ["path": "a/b.sql", "deep": [1, "x"]]),
    .request(id: .text("seven"), method: "list", params: nil),
    .notification(method: "log", params: ["line one\nline two"]),
    .response(id: .number(0), result: .null),
    .response(id: .text(""), result: ["π": .number(3.25), "empty": [:], "yes": true]),
    .failure(id: .number(1), error: RemoteError(code: -32000, message: "no", data: [1])),
    .failure(id: nil, error: .notJSON("“”")),
  ]

  @Test(arguments: messages)
  func `survives being written and read`(message: Message) throws {
    let line = try message.line
    #expect(line.last == 0x0A)
    #expect(line.dropLast().contains(0x0A) == false)
    #expect(try Message(line: line.dropLast()) == message)
  }

  @Test(arguments: [
    ("", -32700), ("{", -32700), ("hello", -32700), ("\u{0}", -32700),
    ("[]", -32600), ("7", -32600), ("{}", -32600), (#"{"id":1}"#, -32600),
    (#"{"id":{},"method":"x"}"#, -32600), (#"{"result":1}"#, -32600),
    (#"{"id":1,"error":{"code":"one"}}"#, -32600),
  ])
  func `is not read from anything else`(line: String, code: Int) {
    let failure = #expect(throws: RemoteError.self) { try Message(line: Array(line.utf8)) }
    #expect(failure?.code == code)
  }

  @Test func `nested a hundred thousand times is refused`() {
    let line = Array(repeating: UInt8(ascii: "["), count: 100_000)
    #expect(throws: RemoteError.self) { try Message(line: line) }
  }

  @Test func `nests as deeply as any needs; brackets in a text are no nesting`() throws {
    func line(_ value: String) -> [UInt8] {
      Array(#"{"jsonrpc":"2.0","id":1,"method":"x","params":\#(value)}"#.utf8)
    }
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(throws: Never.self) { try Message(line: line(nested(90))) }
    let failure = #expect(throws: RemoteError.self) { try Message(line: line(nested(200))) }
    #expect(failure?.code == -32600)
    #expect(MessageID(line: line(nested(200))) == nil)
    let text = "[\"\\\"\\\\" + String(repeating: "{", count: 500) + "\"]"
    #expect(throws: Never.self) { try Message(line: line(text)) }
    let siblings = "[" + Array(repeating: "[]", count: 500).joined(separator: ",") + "]"
    #expect(throws: Never.self) { try Message(line: line(siblings)) }
  }

  @Test func `that is not UTF-8 is refused`() {
    let line = Array(#"{"method":""#.utf8) + [0xFF, 0xFE] + Array(#""}"#.utf8)
    #expect(throws: RemoteError.self) { try Message(line: line) }
  }
}
