import JSONRPC

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A pipe: what is written to one end is read from the other.
struct Pipe: ~Copyable {
  let reading: Descriptor
  let writing: Descriptor

  init() {
    var ends: [Int32] = [-1, -1]
    _ = pipe(&ends)
    reading = Descriptor(owning: ends[0])
    writing = Descriptor(owning: ends[1])
  }

  consuming func ends() -> (reading: Int32, writing: Int32) {
    (dup(reading.number), dup(writing.number))
  }
}

/// The two ends of a conversation; the second belongs to the test, which plays the other side.
func conversation(limit: Int = 1_000) -> (channel: [Int32], peer: [Int32]) {
  let there = Pipe().ends()
  let back = Pipe().ends()
  return ([back.reading, there.writing], [there.reading, back.writing])
}

func channel(_ ends: [Int32], limit: Int = 1_000) -> LineChannel {
  LineChannel(
    input: Descriptor(owning: ends[0]), output: Descriptor(owning: ends[1]), limit: limit)
}

func say(_ text: String, to number: Int32) {
  let bytes = Array(text.utf8)
  _ = write(number, bytes, bytes.count)
}
