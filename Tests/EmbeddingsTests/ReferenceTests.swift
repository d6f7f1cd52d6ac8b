import Embeddings
import Foundation
import Testing

/// The model that ‘make model’ brings, against what sentence-transformers makes of the same texts.
/// Passed over where the model is not there.
@Suite struct ReferenceTests {
  private struct Expected: Decodable {
    var text: String
    var pieces: [Int32]
    var first: [Float]
  }

  private static let place =
    ProcessInfo.processInfo.environment["JOINERY_MODEL"]
    ?? URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../.deps/model").standardizedFileURL.path

  private static func model(_ precision: LocalModel.Precision) throws -> LocalModel? {
    guard FileManager.default.fileExists(atPath: "\(place)/model.safetensors") else { return nil }
    return try LocalModel(place, precision: precision)
  }

  private static func table() throws -> [Expected] {
    let file = try #require(Bundle.module.resourceURL).appending(path: "Oracle/expected.json")
    return try JSONDecoder().decode([Expected].self, from: Data(contentsOf: file))
  }

  @Test func `pieces and vectors are the reference's`() async throws {
    guard let model = try Self.model(.f32) else { return }
    for expected in try Self.table() {
      let text = Array(expected.text.utf8)
      #expect(model.numbers(of: text) == expected.pieces, "\(expected.text)")
      let vector = try await model.vectors(for: [text])[0]
      #expect(vector.count == 384)
      for (ours, theirs) in zip(vector, expected.first) { #expect(abs(ours - theirs) < 1e-5) }
    }
  }

  @Test func `bytes lose little`() async throws {
    guard let exact = try Self.model(.f32), let quick = try Self.model(.automatic) else { return }
    // A text loses most where it is next to nothing.
    let trivial = ["", "a", "?", "!", "...", "---", "ok", "yes", "no", "#", "run it", "[UNK]"]
    let texts = (try Self.table().map(\.text) + trivial).map { Array($0.utf8) }
    let vectors = try await exact.vectors(for: texts)
    for (a, b) in zip(vectors, try await quick.vectors(for: texts)) {
      #expect(cosine(a, b) > 0.995)
    }
  }

  /// Real sections and a Python that has sentence-transformers: `JOINERY_PYTHON` names it.
  @Test func `real sections agree with the reference`() async throws {
    let environment = ProcessInfo.processInfo.environment
    guard let exact = try Self.model(.f32), let quick = try Self.model(.automatic),
      let python = environment["JOINERY_PYTHON"], let corpus = environment["JOINERY_CORPUS"],
      let script = Bundle.module.resourceURL?.appending(path: "Oracle/reference.py")
    else { return }
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: python)
    process.arguments = [script.path, Self.place, corpus]
    process.standardOutput = output
    try process.run()
    let printed = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    struct Section: Decodable {
      var text: String
      var pieces: [Int32]
      var vector: [Float]
    }
    let sections = try JSONDecoder().decode([Section].self, from: printed)
    #expect(sections.count > 100)
    let texts = sections.map { Array($0.text.utf8) }
    let vectors = zip(
      try await exact.vectors(for: texts), try await quick.vectors(for: texts))
    for (section, (float, byte)) in zip(sections, vectors) {
      #expect(exact.numbers(of: Array(section.text.utf8)) == section.pieces)
      #expect(cosine(float, section.vector) > 0.9999, "\(section.text.prefix(80))")
      #expect(cosine(byte, section.vector) > 0.995, "\(section.text.prefix(80))")
    }
    // Their beginnings, of every length that a query may have.
    let queries = texts.enumerated().map { Array($1.prefix(1 + $0 % 90)) }
    let pairs = zip(try await exact.vectors(for: queries), try await quick.vectors(for: queries))
    for (query, (float, byte)) in zip(queries, pairs) {
      #expect(cosine(byte, float) > 0.995, "\(String(decoding: query, as: UTF8.self))")
    }
  }
}
