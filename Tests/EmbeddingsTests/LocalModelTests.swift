import Embeddings
import Examples
import Foundation
import Testing

/// The local model, on a tiny one that is made here.
@Suite struct LocalModelTests {
  private static let texts = [
    "merge pull request", "files", "merging files [SEP] a", "漢字 and kana", "", "x", "ÉÀ naïve",
    String(repeating: "word ", count: 40), String(repeating: "q", count: 101), "don't stop!",
  ]

  /// A tiny model; nil where oneDNN is needed and not installed.
  private static func model(
    _ scratch: Scratch, _ precision: LocalModel.Precision = .f32, workers: Int? = nil,
    isWide: Bool = false
  ) throws -> LocalModel? {
    let tiny = try TinyModel(in: scratch, isWide: isWide)
    do {
      return try LocalModel(tiny.path, precision: precision, workers: workers)
    } catch EmbeddingFailure.noMatrices {
      return nil
    }
  }

  private static func bytes(_ texts: [String]) -> [[UInt8]] { texts.map { Array($0.utf8) } }

  @Test(arguments: [false, true])
  func `pieces and vectors are those of a second telling in Python`(isWide: Bool) async throws {
    let scratch = try Scratch()
    guard let model = try Self.model(scratch, isWide: isWide) else { return }
    let script = try #require(Bundle.module.resourceURL).appending(path: "Oracle/bert.py")
    try scratch.write([UInt8](try JSONEncoder().encode(Self.texts)), to: "texts.json")
    guard
      let output = try? scratch.run("python3", script.path, "\(scratch.path)/model", "texts.json")
    else { return }
    let expected = try JSONDecoder().decode([Expected].self, from: Data(output.utf8))
    let vectors = try await model.vectors(for: Self.bytes(Self.texts))
    for (text, (expected, vector)) in zip(Self.texts, zip(expected, vectors)) {
      #expect(model.numbers(of: Array(text.utf8)) == expected.pieces, "\(text)")
      #expect(cosine(vector, expected.vector) > 0.99999, "\(text)")
    }
  }

  @Test(arguments: [false, true], LocalModel.Precision.allCases)
  func `a text's vector is the same alone, among others, and with more workers`(
    isWide: Bool, precision: LocalModel.Precision
  ) async throws {
    let scratch = try Scratch()
    guard let model = try Self.model(scratch, precision, isWide: isWide),
      let other = try Self.model(scratch, precision, workers: 3, isWide: isWide)
    else { return }
    let texts = Self.bytes(Self.texts)
    let together = try await model.vectors(for: texts)
    let many = try await other.vectors(for: Array(repeating: texts, count: 8).flatMap(\.self))
    for (number, text) in texts.enumerated() {
      let alone = try await model.vectors(for: [text])
      #expect(cosine(alone[0], together[number]) > 0.999999)
      #expect(cosine(many[7 * texts.count + number], together[number]) > 0.999999)
      #expect(abs(cosine(alone[0], alone[0]) - 1) < 1e-5)
    }
  }

  @Test(arguments: [false, true])
  func `bytes are near floats, and are another model`(isWide: Bool) async throws {
    let scratch = try Scratch()
    guard let exact = try Self.model(scratch, isWide: isWide),
      let quick = try Self.model(scratch, .automatic, isWide: isWide), quick.usesBytes
    else { return }
    #expect(exact.model != quick.model)
    let vectors = try await exact.vectors(for: Self.bytes(Self.texts))
    for (a, b) in zip(vectors, try await quick.vectors(for: Self.bytes(Self.texts))) {
      #expect(cosine(a, b) > 0.995)
    }
  }

  @Test func `models that compute at once do not disturb each other`() async throws {
    let scratch = try Scratch()
    guard let exact = try Self.model(scratch, workers: 2, isWide: true),
      let quick = try Self.model(scratch, .automatic, workers: 2, isWide: true)
    else { return }
    let texts = Self.bytes(Self.texts)
    let expected = [try await exact.vectors(for: texts), try await quick.vectors(for: texts)]
    try await withThrowingTaskGroup(of: (Int, [[Float]]).self) { group in
      for number in 0..<24 {
        group.addTask {
          (number % 2, try await (number % 2 == 0 ? exact : quick).vectors(for: texts))
        }
      }
      for try await (model, vectors) in group { #expect(vectors == expected[model]) }
    }
  }

  @Test func `windows cover every word, and each is read whole`() throws {
    let scratch = try Scratch()
    guard let model = try Self.model(scratch) else { return }
    var dice = Dice(seed: 1)
    for _ in 0..<40 {
      let words = (0..<Int.random(in: 0...80, using: &dice)).map { _ in
        ["merge", "filing", "漢字", "é", "x!", "\u{1F9E0}", "\n\n", "pulls"].randomElement(
          using: &dice)
          ?? ""
      }
      let text = Array(words.joined(separator: " ").utf8)
      let windows = model.windows(of: text)
      var end = 0
      for window in windows {
        let missed = String(decoding: text[end..<max(end, window.lowerBound)], as: UTF8.self)
        #expect(missed.allSatisfy { $0.isWhitespace })
        end = window.upperBound
      }
      #expect(String(decoding: text[end...], as: UTF8.self).allSatisfy { $0.isWhitespace })
      #expect(windows.isEmpty == words.allSatisfy { $0.allSatisfy(\.isWhitespace) })
    }
  }

  @Test func `text that is no UTF-8 is read as far as it is`() throws {
    let scratch = try Scratch()
    guard let model = try Self.model(scratch) else { return }
    let plain = model.numbers(of: Array("merge file".utf8))
    #expect(model.numbers(of: Array("mer".utf8) + [0xFF, 0] + Array("ge file".utf8)) == plain)
    #expect(model.numbers(of: Array("merge file".utf8) + [0xE6, 0xBC]) == plain)
  }

  @Test func `other weights are another model, the same elsewhere are not`() throws {
    let scratch = try Scratch()
    let tiny = try TinyModel(in: scratch)
    let moved = try TinyModel(in: scratch, name: "elsewhere")
    let other = try TinyModel(in: scratch, name: "other", seed: 2)
    guard let model = try? LocalModel(tiny.path) else { return }
    #expect(try LocalModel(moved.path).model == model.model)
    #expect(try LocalModel(other.path).model != model.model)
  }

  private struct Expected: Decodable {
    var pieces: [Int32]
    var vector: [Float]
  }
}

/// How alike the directions of two vectors are.
func cosine(_ a: [Float], _ b: [Float]) -> Double {
  let lengths = [a, b].map { $0.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot() }
  let product = zip(a, b).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
  return a.count == b.count ? product / (lengths[0] * lengths[1]) : -1
}
