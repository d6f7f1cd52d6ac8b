import JSONRPC
import Testing

@Suite struct LineReaderTests {
  private func arrivals(
    _ text: String, limit: Int, pieces: Int = .max
  ) throws -> [LineReader.Arrival] {
    let ends = Pipe().ends()
    var rest = text[...]
    while !rest.isEmpty {
      say(String(rest.prefix(pieces)), to: ends.writing)
      rest = rest.dropFirst(pieces)
    }
    _ = Descriptor(owning: ends.writing)
    var reader = LineReader(Descriptor(owning: ends.reading), limit: limit)
    var found: [LineReader.Arrival] = []
    while let arrival = try reader.next() { found.append(arrival) }
    return found
  }

  @Test func `lines come one by one, the last without its break`() throws {
    #expect(
      try arrivals("a\nb\r\n\nc", limit: 9)
        == [.line([0x61]), .line([0x62]), .line([]), .line([0x63])])
    #expect(try arrivals("", limit: 9) == [])
  }

  @Test(arguments: [10, 1000, 40_000])
  func `a line that is too long costs that line alone`(length: Int) throws {
    let long = String(repeating: "x", count: length)
    #expect(try arrivals("a\n\(long)\nb\n", limit: 5) == [.line([0x61]), .tooLong, .line([0x62])])
    #expect(try arrivals("\(long)", limit: 5) == [.tooLong])
    #expect(try arrivals("\(long)\n", limit: length) == [.line(Array(long.utf8))])
  }

  @Test func `a bell ends it, though more could come`() throws {
    let (bell, ends) = (try Bell(), Pipe().ends())
    var reader = LineReader(
      Descriptor(owning: ends.reading), limit: 9, until: bell.descriptor())
    say("a\nb", to: ends.writing)
    #expect(try reader.next() == .line([0x61]))
    for _ in 0..<3 { bell.ring() }
    #expect(try reader.next() == nil)
    _ = Descriptor(owning: ends.writing)
  }

  @Test func `lines of many writers stay whole`() async throws {
    let ends = Pipe().ends()
    let writer = LineWriter(Descriptor(owning: ends.writing))
    let lines = (0..<20).map { Array(String(repeating: "\($0 % 10)", count: 9_000).utf8) + [0x0A] }
    let written = Task.detached {
      await withTaskGroup(of: Void.self) { group in
        for line in lines { group.addTask { try? writer.send(line) } }
      }
    }
    let read = await withCheckedContinuation { continuation in
      reading {
        var reader = LineReader(Descriptor(owning: ends.reading), limit: 10_000)
        let found = (0..<20).compactMap { _ in (try? reader.next()) ?? nil }
        continuation.resume(returning: found)
      }
    }
    await written.value
    #expect(
      read.allSatisfy { if case .line(let line) = $0 { Set(line).count == 1 } else { false } })
    #expect(read.count == 20)
  }

  @Test func `a reader who is gone, or was given up, is an error`() throws {
    let ends = Pipe().ends()
    _ = Descriptor(owning: ends.reading)
    let writer = LineWriter(Descriptor(owning: ends.writing))
    #expect(throws: LineFailure.closed) { try writer.send([0x61, 0x0A]) }
    let full = Pipe().ends()
    let stuck = LineWriter(Descriptor(owning: full.writing))
    stuck.giveUp()
    #expect(throws: LineFailure.closed) {
      try stuck.send([UInt8](repeating: 0x61, count: 1 << 20))
    }
    _ = Descriptor(owning: full.reading)
  }
}
