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
  /// Texts of at most so many pieces are computed finely: what bytes lose of a row matters more where
  /// few rows are there to make up for it.
  private static let short = 16

  /// Opens the model in the folder `path`.
  ///
  /// - Parameters:
  ///   - workers: how many threads may compute at once; as many as there are cores where nil.
  ///   - cache: a folder in which weights are kept as they are computed with, so that opening the
  ///     model again takes a few milliseconds. What is in it may be deleted at any time.
  /// - Throws: ``EmbeddingFailure`` where a file is missing or not what it should be, the model is
  ///   of another kind, or oneDNN is needed and not installed.
  package init(
    _ path: String, precision: Precision = .automatic, workers: Int? = nil, cache: String? = nil
  ) throws(EmbeddingFailure) {
    let configuration = try ModelConfiguration(folder: path)
    let vocabulary = try MappedFile("\(path)/vocab.txt")
    let tensors = try SafeTensors("\(path)/model.safetensors")
    let arithmetic = try Arithmetic(for: configuration, usesBytes: precision == .automatic)
    let key = [arithmetic.fingerprint, tensors.stamp, vocabulary.stamp, "\(configuration)"]
    var packing = Packing(
      cache.map {
        Packing.Place(
          path: "\($0)/\(configuration.name)-\(arithmetic.fingerprint).packed",
          key: key.joined(separator: "\n"))
      })
    guard
      let words = WordPiece(
        Vocabulary(vocabulary, &packing), lowercases: configuration.lowercases,
        separatesCJK: configuration.separatesCJK)
    else {
      throw .malformed(path: vocabulary.path, reason: "it lacks [CLS], [SEP] or [UNK]")
    }
    guard words.count <= configuration.vocabulary else {
      throw .malformed(path: vocabulary.path, reason: "it has more pieces than the weights")
    }
    encoder = try Encoder(configuration, tensors, arithmetic, &packing)
    self.words = words
    usesBytes = arithmetic.multipliesBytes
    dimension = configuration.dimension
    self.workers = max(1, workers ?? ProcessInfo.processInfo.activeProcessorCount)
    let identity = packing.memories([10]) { memories in
      let hash = ContentHash(of: Array(vocabulary.bytes) + tensors.sample).short
      memories[0].pointer.copyMemory(from: Array(hash.utf8), byteCount: min(10, hash.utf8.count))
    }
    let digits = UnsafeRawBufferPointer(start: identity[0].pointer, count: 10)
    model =
      "\(configuration.name) \(String(decoding: digits, as: UTF8.self)) "
      + (usesBytes ? "int8" : "f32")
    packing.keep()
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
    let batches = batches(texts)
    return try await withThrowingTaskGroup(of: [(Int, [Float])].self) { group in
      for worker in 0..<min(workers, batches.count) {
        group.addTask {
          try computed(stride(from: worker, to: batches.count, by: workers).map { batches[$0] })
        }
      }
      var vectors = [[Float]](repeating: [], count: texts.count)
      for try await results in group {
        for (number, vector) in results { vectors[number] = vector }
      }
      return vectors
    }
  }

  /// Texts that are computed together, each with its number: all of them short, or none.
  private struct Batch: Sendable {
    var texts: [(number: Int, pieces: [Int32])] = []
    var isFine: Bool
    var rows: Int { texts.reduce(0) { $0 + $1.pieces.count } }
  }

  /// What one worker computes.
  private func computed(_ batches: [Batch]) throws -> [(Int, [Float])] {
    var results: [(Int, [Float])] = []
    for isFine in [true, false] {
      let batches = batches.filter { $0.isFine == isFine }
      guard let rows = batches.map(\.rows).max() else { continue }
      let scratch = Scratch(
        encoder.configuration, rows: rows,
        longest: isFine ? Self.short : encoder.configuration.window, isFine: isFine)
      for batch in batches {
        try Task.checkCancellation()
        let vectors = try encoder.vectors(for: batch.texts.map(\.pieces), scratch)
        results += zip(batch.texts.map(\.number), vectors)
      }
    }
    return results
  }

  private func batches(_ texts: [[UInt8]]) -> [Batch] {
    var (batches, open): ([Batch], [Bool: Batch]) = ([], [:])
    for (number, text) in texts.enumerated() {
      let pieces = numbers(of: text)
      let isFine = usesBytes && pieces.count <= Self.short
      var batch = open[isFine] ?? Batch(isFine: isFine)
      if !batch.texts.isEmpty, batch.rows + pieces.count > (isFine ? Self.rows / 4 : Self.rows) {
        batches.append(batch)
        batch.texts = []
      }
      batch.texts.append((number, pieces))
      open[isFine] = batch
    }
    return batches + open.values
  }
}
