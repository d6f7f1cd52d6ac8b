import Embeddings
import Examples
import Foundation
import Sections
import Testing

/// Files of a model that are not what they should be: two lines of error, and nothing else.
@Suite struct HostileModelTests {
  private func expectRefusal(
    _ change: (Scratch) throws -> Void, _ location: SourceLocation = #_sourceLocation
  ) throws {
    let scratch = try Scratch()
    let tiny = try TinyModel(in: scratch)
    try change(scratch)
    do {
      _ = try LocalModel(tiny.path)
      Issue.record("nothing was wrong", sourceLocation: location)
    } catch {
      let said = error.description
      #expect(said.split(separator: "\n").count == 2, sourceLocation: location)
      #expect(said.contains(scratch.path) || said.contains("oneDNN"), sourceLocation: location)
    }
  }

  @Test(arguments: ["config.json", "vocab.txt", "model.safetensors"])
  func `a file is missing, empty, or not what it says`(name: String) throws {
    try expectRefusal { try FileManager.default.removeItem(atPath: "\($0.path)/model/\(name)") }
    try expectRefusal { try $0.write("", to: "model/\(name)") }
    try expectRefusal { try $0.write("nonsense", to: "model/\(name)") }
    try expectRefusal { try $0.write([0xFF, 0, 0xFF, 0xFF, 1, 2, 3, 4, 5], to: "model/\(name)") }
  }

  @Test(arguments: [
    (#""data_offsets": [0, "#, #""data_offsets": [-4, "#),
    (#""data_offsets": [0, "#, #""data_offsets": [99999999, "#),
    (#""data_offsets": [0, "#, #""data_offsets": [9223372036854775807, "#),
    (#""dtype": "F32""#, #""dtype": "F16""#),
    (#""shape": [32, 32]"#, #""shape": [32, 31]"#),
    ("query.weight", "query.height"), ("{\"embed", "[\"embed"),
  ])
  func `the weights lie about themselves`(from: String, to: String) throws {
    try expectRefusal { scratch in
      let bytes = try #require(scratch.read("model/model.safetensors"))
      let length = Int(bytes[0]) | Int(bytes[1]) << 8
      let header = String(decoding: bytes[8..<8 + length], as: UTF8.self)
      let changed = Array(header.replacing(from, with: to).utf8)
      let size = withUnsafeBytes(of: UInt64(changed.count).littleEndian) { Array($0) }
      try scratch.write(size + changed + bytes[(8 + length)...], to: "model/model.safetensors")
    }
  }

  @Test func `the weights are cut off anywhere`() throws {
    for part in 0..<40 {
      try expectRefusal { scratch in
        let bytes = try #require(scratch.read("model/model.safetensors"))
        try scratch.write(
          Array(bytes.prefix(bytes.count * part / 40)), to: "model/model.safetensors")
      }
    }
  }

  @Test(arguments: [
    ("\"hidden_size\": 32", "\"hidden_size\": 0"), ("\"hidden_size\": 32", "\"hidden_size\": 24"),
    ("\"hidden_size\": 32", "\"hidden_size\": 1e300"), ("\"bert\"", "\"gpt2\""),
    ("\"gelu\"", "\"relu\""), ("heads\": 2", "heads\": 3"), ("layers\": 2", "layers\": 3"),
    ("vocab_size\": ", "vocab_size\": 1"), ("\"num_hidden_layers\"", "\"layers\""),
  ])
  func `the configuration is of another model`(from: String, to: String) throws {
    try expectRefusal { scratch in
      let text = try #require(scratch.text("model/config.json"))
      try scratch.write(text.replacing(from, with: to), to: "model/config.json")
    }
  }
}
