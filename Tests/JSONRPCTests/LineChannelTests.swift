import Foundation
import JSONRPC
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

@Suite struct `A channel of lines` {
  @Test func `gives lines whole, however they arrive`() throws {
    var talk = Conversation()
    for piece in ["on", "e\ntw", "o\r\n", "\n", "three\nfour"] { try talk.far.send(piece) }
    talk.hangUp()
    var lines: [String] = []
    while let line = try talk.near.receive(by: soon) {
      lines.append(String(decoding: line, as: UTF8.self))
    }
    #expect(lines == ["one", "two", "", "three", "four"])
  }

  @Test func `gives up at its deadline`() {
    var talk = Conversation()
    #expect(throws: LineFailure.timedOut) { try talk.near.receive(by: shortly) }
  }

  @Test func `gives up writing to one who does not read`() {
    var talk = Conversation()
    let line = [UInt8](repeating: 0x61, count: 1_000_000)
    #expect(throws: LineFailure.timedOut) { try talk.near.send(line, by: shortly) }
  }

  @Test func `fails, and ends no process, when nobody reads`() throws {
    var talk = Conversation()
    talk.hangUp()
    #expect(throws: LineFailure.closed) { try talk.near.send("hello\n") }
  }

  @Test func `refuses a line that is too long`() throws {
    var talk = Conversation(limit: 100)
    try talk.far.send(String(repeating: "x", count: 5_000))
    #expect(throws: LineFailure.tooLong(limit: 100)) { try talk.near.receive(by: soon) }
  }

  @Test func `takes in what arrives while it writes`() throws {
    let (there, back) = (Conversation.pipe(), Conversation.pipe())
    let line = [UInt8](repeating: 0x61, count: 1_000_000) + [0x0A]
    // The other side reads nothing before it has written everything.
    let other = Thread {
      _ = write(back[1], line, line.count)
      var room = [UInt8](repeating: 0, count: 65_536)
      var count = 0
      while count < line.count { count += max(1, read(there[0], &room, room.count)) }
      for end in [there[0], back[1]] { close(end) }
    }
    other.start()
    var near = LineChannel(
      input: Descriptor(owning: back[0]), output: Descriptor(owning: there[1]), limit: 2_000_000)
    try near.send(line, by: soon)
    #expect(try near.receive(by: soon)?.count == line.count - 1)
    while !other.isFinished { usleep(1_000) }
  }

  @Test func `keeps the last words of the log`() throws {
    let (back, there, log) = (Conversation.pipe(), Conversation.pipe(), Conversation.pipe())
    var channel = LineChannel(
      input: Descriptor(owning: back[0]), output: Descriptor(owning: there[1]), limit: 100,
      log: Descriptor(owning: log[0]))
    let text = Array((String(repeating: "noise\n", count: 2_000) + "the reason\n \n").utf8)
    #expect(write(log[1], text, text.count) == text.count)
    for end in [back[1], there[0], log[1]] { close(end) }
    #expect(channel.lastWords() == "the reason")
  }
}
