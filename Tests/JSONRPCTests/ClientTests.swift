import JSONRPC
import Testing

@Suite struct `A client` {
  private func answer(
    _ lines: String..., limit: Int = 1_000
  ) -> Result<JSON, CallFailure> {
    var talk = Conversation(limit: limit)
    for line in lines { try? talk.far.send(line + "\n") }
    var client = Client(talk.near, limit: limit)
    do throws(CallFailure) {
      return .success(try client.call("outline", ["path": "a"], by: lines.isEmpty ? shortly : soon))
    } catch {
      return .failure(error)
    }
  }

  @Test func `asks with a method, parameters and a new id, and gets the answer`() throws {
    var talk = Conversation()
    var client = Client(talk.near, limit: 1_000)
    for id in 1...3 {
      try talk.far.send(#"{"jsonrpc":"2.0","id":\#(id),"result":[\#(id)]}"# + "\n")
      #expect(try client.call("outline", ["path": "a"], by: soon) == [.integer(id)])
      let line = try #require(try talk.far.receive(by: soon))
      #expect(
        try Message(line: line)
          == .request(id: .number(id), method: "outline", params: ["path": "a"]))
    }
  }

  @Test func `passes over notifications and refuses requests`() throws {
    var talk = Conversation()
    try talk.far.send(#"{"method":"log","params":["working"]}"# + "\n")
    try talk.far.send(#"{"id":"q","method":"read","params":[]}"# + "\n")
    try talk.far.send(#"{"id":1,"result":true}"# + "\n")
    var client = Client(talk.near, limit: 1_000)
    #expect(try client.call("outline", nil, by: soon) == true)
    _ = try talk.far.receive(by: soon)
    let refusal = try Message(line: try #require(try talk.far.receive(by: soon)))
    #expect(refusal == .failure(id: .text("q"), error: .unknownMethod("read")))
  }

  @Test func `says why there is no answer`() {
    #expect(answer() == .failure(.timedOut))
    #expect(
      answer(#"{"id":1,"error":{"code":-3,"message":"cannot"}}"#)
        == .failure(.refused(RemoteError(code: -3, message: "cannot"))))
    #expect(
      answer(#"{"id":2,"result":1}"#) == .failure(.garbled("an answer to nothing that was asked")))
    #expect(answer("Traceback:") == .failure(.garbled("the line is not JSON: “Traceback:”")))
  }

  @Test func `stops listening to one who only talks`() {
    let lines = String(repeating: #"{"method":"log"}"# + "\n", count: 100)
    #expect(answer(lines, limit: 1_000) == .failure(.tooMuch(limit: 1_000)))
    #expect(answer(String(repeating: "x", count: 2_000)) == .failure(.tooMuch(limit: 1_000)))
  }

  @Test func `notices that the other side is gone`() {
    var talk = Conversation()
    talk.hangUp()
    var client = Client(talk.near, limit: 1_000)
    #expect(throws: CallFailure.ended(lastWords: "")) {
      try client.call("outline", nil, by: soon)
    }
  }
}
