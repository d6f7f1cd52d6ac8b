internal import Embeddings
internal import Graph
internal import Sections

/// What was embedded, and what has vectors now.
package struct EmbedReport: Codable, Sendable, Equatable {
  /// The model; nil where the home wants none.
  package var model: String?
  /// How many numbers a vector has; nil where there is none.
  package var dimension: Int?
  /// Texts that got vectors now. Equal texts count once.
  package var texts = 0
  /// The vectors they got: long texts have several.
  package var vectors = 0
  /// Sections with text of their own.
  package var sections = 0
  /// Those of them that have vectors of the model.
  package var embedded = 0
  /// How many requests were sent to a server; nil where the model runs on this machine.
  package var requests: Int?
  /// How many of them were sent since another had failed.
  package var retries: Int?
  /// How long it took.
  package var seconds = 0.0
}

extension Workbench {
  /// Makes vectors of the texts that lack some of the home's model.
  ///
  /// They are stored batch by batch, so that whatever stops this, the next goes on where it was.
  ///
  /// - Parameter again: whether to drop the model's vectors first.
  /// - Throws: ``NoModel``, or why the model cannot be used.
  package func embed(
    again: Bool = false, progress: Progress = { _, _ in }
  ) async throws -> EmbedReport {
    let begun = ContinuousClock.now
    var report = EmbedReport()
    guard let embedder = try embedder() else { return report }
    report.model = embedder.model
    if again { try graph.dropVectors(of: embedder.model) }
    var missing = try graph.missingTexts(of: embedder.model)[...]
    let total = missing.count
    report.dimension = try graph.vectorState(of: embedder.model)?.dimension
    while !missing.isEmpty {
      let texts = try graph.bytes(of: Array(missing.prefix(embedder.batch)))
      missing = missing.dropFirst(embedder.batch)
      let vectors = try await vectors(of: texts, embedder)
      report.dimension = vectors.lazy.compactMap(\.dimension).first ?? report.dimension
      if let dimension = report.dimension {
        try graph.store(vectors.map(\.stored), of: embedder.model, dimension: dimension)
      }
      report.texts += texts.count
      report.vectors += vectors.count { $0.dimension != nil }
      progress(total - missing.count, total)
    }
    (report.sections, report.embedded) = try graph.vectorCoverage(of: embedder.model)
    if let use = await (embedder as? EndpointModel)?.use {
      (report.requests, report.retries) = (use.requests, use.retries)
    }
    report.seconds = (ContinuousClock.now - begun) / .seconds(1)
    return report
  }

  private struct TextVector {
    var stored: StoredVector
    var dimension: Int?
  }

  /// A vector for each window of each text. A text without words gets a mark that it has none.
  private func vectors(
    of texts: [(hash: ContentHash, bytes: [UInt8])], _ embedder: any TextEmbedder
  ) async throws -> [TextVector] {
    var places: [(hash: ContentHash, window: Int, range: Range<Int>)] = []
    var windows: [[UInt8]] = []
    var blank: [TextVector] = []
    for text in texts {
      let ranges = embedder.windows(of: text.bytes)
      if ranges.isEmpty {
        blank.append(
          TextVector(
            stored: StoredVector(text: text.hash, window: 0, range: 0..<0, packed: nil)))
      }
      for (window, range) in ranges.enumerated() {
        places.append((text.hash, window, range))
        windows.append(Array(text.bytes[range]))
      }
    }
    let vectors = try await embedder.vectors(for: windows)
    return zip(places, vectors).map { place, vector in
      let packed = PackedVector(vector)
      return TextVector(
        stored: StoredVector(
          text: place.hash, window: place.window, range: place.range,
          packed: .init(bytes: packed.bytes, scale: packed.scale, exact: packed.halves)),
        dimension: vector.count)
    } + blank
  }
}
