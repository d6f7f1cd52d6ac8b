internal import Embeddings
internal import Graph
internal import Sections

extension Workbench {
  /// The sections that mean most like the one that `address` names, best first, without itself.
  ///
  /// Each window of its own text is compared with those of the others, and the most alike counts.
  /// Sections of equal text are among them.
  ///
  /// - Throws: ``AddressFailure``; ``NoVectors``; ``NoModel``, or why the model cannot be used.
  package func similar(_ address: String, limit: Int = 10) async throws -> [NearSection] {
    let section = try section(address)
    guard let embedder = try embedder() else { throw NoVectors(model: nil) }
    let model = embedder.model
    guard try graph.vectorState(of: model) != nil else { throw NoVectors(model: model) }
    let text = try ownText(of: section)
    let windows = embedder.windows(of: text)
    let vectors = try await embedder.vectors(for: windows.map { Array(text[$0]) })
    // One more than is asked for, as the section itself is among them.
    let hits = try sections(like: vectors, model: model, limit: limit + 1)
    return try near(Array(hits.filter { $0.section.id != section.id }.prefix(limit)))
  }

  /// The text of a section without the sections inside, as vectors are made of it.
  private func ownText(of section: StoredSection) throws -> [UInt8] {
    let (cut, bytes) = (section.cut, try graph.bytes(of: section) ?? [])
    let (head, tail) = (cut.head.count, cut.tail.count)
    return head + tail < bytes.count ? bytes.prefix(head) + bytes.suffix(tail) : bytes
  }
}

/// There are no vectors to compare with.
package struct NoVectors: Explained, Equatable {
  /// The model whose vectors there are none of; nil for any, and where the home wants none.
  let model: String?
  /// Whether the home wants vectors.
  let isWanted: Bool

  init(model: String?, isWanted: Bool? = nil) {
    self.model = model
    self.isWanted = isWanted ?? (model != nil)
  }

  package var problem: String {
    guard isWanted else { return "the configuration of this home wants no vectors" }
    return "no section has a vector" + (model.map { " of the model “\($0)”" } ?? "")
  }

  package var hint: String? {
    isWanted
      ? "‘joinery embed’ makes them."
      : "Set “provider: local” in .joinery/config.yaml, then ‘joinery embed’ makes them."
  }
}
