internal import Foundation
internal import Sections

/// A model that runs in this process: a directory in the layout of sentence-transformers, with
/// `model.safetensors`, `vocab.txt` and `config.json`.
package struct LocalModel: TextEmbedder {
  /// How exactly to compute.
  package enum Precision: String, Sendable, CaseIterable {
    /// With bytes where the processor has instructions for that, else with floats.
    case automatic
    /// With 32-bit floats.
    case f32
  }

  package let model: String
  package let batch = 256
  /// How many numbers a vector has.
  package let dimension: Int
  /// Whether it computes with bytes.
  package let usesBytes: Bool
  private let words: WordPiece
  private let encoder: Encoder
  private let workers: Int
  /// A worker computes about so many rows at a time, so that they stay in the processor's cache.
  private static let rows = 512

  /// Opens the model in the folder `path`.
  ///
  /// - Parameter workers: how many threads may compute at once; as many as there are cores where
  ///   nil.
  /// - Throws: ``EmbeddingFailure`` where a file is missing or not what it should be, the model is
  ///   of another kind, or oneDNN is not installed.
  package init(
    _ path: String, precision: Precision = .automatic, workers: Int? = nil
  ) throws(EmbeddingFailure) {
    let configuration = try ModelConfiguration(folder: path)
    let vocabulary = try MappedFile("\(path)/vocab.txt")
    guard
      let words = WordPiece(
        Vocabulary(Array(vocabulary.bytes)), lowercases: configuration.lowercases,
        separatesCJK: configuration.separatesCJK)
    else {
      throw .malformed(path: vocabulary.path, reason: "it lacks [CLS], [SEP] or [UNK]")
    }
    guard words.count <= configuration.vocabulary else {
      throw .malformed(path: vocabulary.path, reason: "it has more pieces than the weights")
    }
    let tensors = try SafeTensors("\(path)/model.safetensors")
    let products = try Products(usesBytes: precision == .automatic)
    encoder = try Encoder(configuration, tensors, products: products)
    self.words = words
    usesBytes = products.multipliesBytes
    dimension = configuration.dimension
    self.workers = max(1, workers ?? ProcessInfo.processInfo.activeProcessorCount)
    let identity = ContentHash(of: Array(vocabulary.bytes) + tensors.sample).short
    model = "\(configuration.name) \(identity) \(usesBytes ? "int8" : "f32")"
  }

  package func windows(of text: [UInt8]) -> [Range<Int>] {
    let pieces = words.pieces(of: text)
    let size = encoder.configuration.window - 2
    var covered = 0
    return Windows.ranges(count: pieces.numbers.count, size: size).map { range in
      // A window that began inside a word would be read from the word's beginning, and not to its
      // own end; so it begins with the next word, unless something were left out then.
      let next = range.dropFirst(range.lowerBound == 0 ? range.count : 0).first {
        pieces.ranges[$0] != pieces.ranges[$0 - 1]
      }
      let first = next.flatMap { $0 <= covered ? $0 : nil } ?? range.lowerBound
      covered = range.upperBound
      let ranges = pieces.ranges[first..<range.upperBound]
      let (start, end) = (ranges.first?.lowerBound ?? 0, ranges.last?.upperBound ?? 0)
      return start..<max(start, end)
    }
  }

  /// The numbers of the pieces of a text, marks included, as far as a window goes.
  package func numbers(of text: [UInt8]) -> [Int32] {
    let pieces = words.pieces(of: text).numbers.prefix(encoder.configuration.window - 2)
    return [words.start] + pieces + [words.end]
  }

  package func vectors(for texts: [[UInt8]]) async throws -> [[Float]] {
    let parts = batches(texts)
    return try await withThrowingTaskGroup(of: [(Int, [Float])].self) { group in
      for worker in 0..<min(workers, parts.count) {
        group.addTask {
          let scratch = Scratch(
            encoder.configuration, rows: Self.rows + encoder.configuration.window)
          var results: [(Int, [Float])] = []
          for part in stride(from: worker, to: parts.count, by: workers) {
            try Task.checkCancellation()
            let vectors = try encoder.vectors(for: parts[part].map(\.pieces), scratch)
            results += zip(parts[part].map(\.number), vectors)
          }
          return results
        }
      }
      var vectors = [[Float]](repeating: [], count: texts.count)
      for try await results in group {
        for (number, vector) in results { vectors[number] = vector }
      }
      return vectors
    }
  }

  private struct Text: Sendable {
    var number: Int
    var pieces: [Int32]
  }

  /// Texts that are computed together.
  private func batches(_ texts: [[UInt8]]) -> [[Text]] {
    var parts: [[Text]] = []
    var room = 0
    for (number, text) in texts.enumerated() {
      let pieces = numbers(of: text)
      if room < pieces.count {
        parts.append([])
        room = max(Self.rows, pieces.count)
      }
      parts[parts.count - 1].append(Text(number: number, pieces: pieces))
      room -= pieces.count
    }
    return parts
  }
}
