import Embeddings
import Examples
import Foundation
import Testing

/// What a model leaves in a folder for the next one that is opened: nothing changes with it but time.
@Suite struct PackingTests {
  private static let texts = ["merge pull request", "files", "漢字", ""].map { Array($0.utf8) }

  /// The vectors of a tiny model; nil where it cannot run.
  private static func vectors(
    _ path: String, _ precision: LocalModel.Precision, cache: String?
  ) async throws -> [[Float]]? {
    do {
      let model = try LocalModel(path, precision: precision, cache: cache)
      return try await model.vectors(for: texts)
    } catch EmbeddingFailure.noMatrices {
      return nil
    }
  }

  private static func files(_ folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }

  @Test(arguments: [false, true], LocalModel.Precision.allCases)
  func `weights that were kept give the same vectors`(
    isWide: Bool, precision: LocalModel.Precision
  ) async throws {
    let scratch = try Scratch()
    let tiny = try TinyModel(in: scratch, isWide: isWide)
    let other = try TinyModel(in: scratch, name: "other", seed: 2, isWide: isWide)
    let cache = "\(scratch.path)/a/cache"
    guard let expected = try await Self.vectors(tiny.path, precision, cache: nil) else { return }
    let others = try await Self.vectors(other.path, precision, cache: nil)
    #expect(others != expected)
    for _ in 0..<2 {
      #expect(try await Self.vectors(tiny.path, precision, cache: cache) == expected)
      #expect(try await Self.vectors(tiny.path, precision, cache: cache) == expected)
      #expect(Self.files(cache).count == 1)
      // Another model of the same name takes the place.
      #expect(try await Self.vectors(other.path, precision, cache: cache) == others)
    }
    let first = try LocalModel(tiny.path, precision: precision, cache: cache).model
    #expect(try LocalModel(tiny.path, precision: precision, cache: cache).model == first)
    #expect(try LocalModel(tiny.path, precision: precision).model == first)
  }

  @Test func `what was kept and is damaged is made again`() async throws {
    let scratch = try Scratch()
    let tiny = try TinyModel(in: scratch)
    let cache = "\(scratch.path)/cache"
    guard let expected = try await Self.vectors(tiny.path, .f32, cache: cache) else { return }
    let name = try #require(Self.files(cache).first)
    let whole = try #require(scratch.read("cache/\(name)"))
    var dice = Dice(seed: 4)
    for round in 0..<16 {
      var bytes = whole
      let place = round < 8 ? round * 8 : Int.random(in: 0..<whole.count, using: &dice)
      switch round % 4 {
      case 0: bytes[place] ^= 1
      case 1: bytes = Array(bytes.prefix(place))
      case 2: bytes += [0]
      default: bytes[place..<min(place + 64, bytes.count)] = []
      }
      try scratch.write(bytes, to: "cache/\(name)")
      #expect(try await Self.vectors(tiny.path, .f32, cache: cache) == expected)
      #expect(scratch.read("cache/\(name)") == whole)
    }
  }

  @Test func `a folder that cannot be written is none`() async throws {
    let scratch = try Scratch()
    let tiny = try TinyModel(in: scratch)
    try scratch.write("", to: "file")
    guard let expected = try await Self.vectors(tiny.path, .f32, cache: nil) else { return }
    let found = try await Self.vectors(tiny.path, .f32, cache: "\(scratch.path)/file/cache")
    #expect(found == expected)
  }
}
