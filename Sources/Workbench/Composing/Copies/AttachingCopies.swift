internal import Composition
internal import Graph
internal import Sections
internal import Workspace

/// A section that is linked to the one it was copied from.
package struct LinkView: Codable, Sendable, Equatable {
  /// Its file, below the workspace.
  package var path: String
  /// What stands after `#` in its address there.
  package var anchor: String
  /// The address of its source.
  package var address: String
  /// The id of its source; nil for a whole file.
  package var section: String?
  /// The hash of what was copied.
  package var hash: String
  /// The level at which composing would put it there; nil where it is as it is at its source.
  package var level: Int?
  /// The bytes of the file that are linked: the first, and the one after the last.
  package var start: Int
  /// See ``start``.
  package var end: Int
  /// Whether the source still is what was copied.
  package var isCurrent: Bool
}

extension Workbench {
  /// Links a section of a file that no recipe made to the one that it was copied from. From then on
  /// `compose --update` brings what changes there. Nothing of the file is changed now.
  ///
  /// - Parameters:
  ///   - name: the section, `FILE#ANCHOR`.
  ///   - address: what it was copied from; where it is nil, that is found by its text.
  /// - Throws: ``LinkFailure``.
  func attach(copy name: String, to address: String?) async throws -> AttachReport {
    let workspace = try workspace()
    return try await workspace.exclusively {
      try await recover(workspace)
      let place = try await copyPlace(name, in: workspace)
      let written = try await lock(of: workspace)
      var lock = try await movedLinks(written, in: workspace).applied(to: written)
      if let file = lock.files[place.path] {
        throw LinkFailure.ofRecipe(place.path, recipe: file.recipe)
      }
      let source =
        if let address { try await source(of: place, named: address) } else {
          try await source(of: place, lock)
        }
      if let checkout = lock.checkouts[place.path], checkout.source == source.part.path {
        throw LinkFailure.checkedOut(place.path, source: checkout.source)
      }
      let link = Composition.Lock.Range(source.part, at: place.range, level: source.level)
      try await add(link, at: place, to: &lock, in: workspace)
      try await expectNoCycle(place.path, lock)
      if lock != written {
        var changes = Changes()
        try await write(lock, to: &changes, of: workspace)
        try await perform(changes, as: "attach", place.name, in: workspace)
      }
      return AttachReport(link, at: place, isCurrent: source.isCurrent)
    }
  }

  /// Adds a link to those of its file, whose ranges become those of the file as it is now.
  private func add(
    _ link: Composition.Lock.Range, at place: CopyPlace, to lock: inout Composition.Lock,
    in workspace: Workspace
  ) async throws {
    guard let record = lock.links[place.path],
      let file = try await linkedFile(place.path, record, in: workspace)
    else {
      try await workspace.hold([place.content], for: "attach: what \(place.path) is linked to")
      return try lock.link([link], in: place.content, at: place.path)
    }
    for other in file.present where other.place?.overlaps(place.range) == true {
      guard other.place == place.range, other.record.address == link.address else {
        throw LinkFailure.linked(
          "\(place.path)#\(other.fragment ?? place.cut.fragment)", to: other.record.address)
      }
      guard (other.record.hash, other.record.level) != (link.hash, link.level) else { return }
    }
    // With the text that its source gave to each: an edit of the author's stays one.
    var places = file.present.filter { $0.place != place.range }.map { other in
      (place: other.place ?? 0..<0, text: other.text, record: other.record)
    }
    places.append((place.range, Array(place.text), link))
    places.sort { $0.place.lowerBound < $1.place.lowerBound }
    let (bytes, ranges) = file.with(places.map { ($0.place, $0.text) })
    let sections = zip(places, ranges).map { each, range in
      var record = each.record
      (record.start, record.end) = (range.lowerBound, range.upperBound)
      return record
    }
    let content = FileContent(bytes: bytes, isExecutable: place.content.isExecutable)
    try await workspace.hold([content], for: "attach: what \(place.path) is linked to")
    try lock.link(sections, in: content, at: place.path)
  }

  /// Looks whether a file with links is made of itself.
  ///
  /// - Throws: ``LinkFailure/cycle(_:)``.
  private func expectNoCycle(_ path: String, _ lock: Composition.Lock) async throws {
    let graph = try await recipeGraph(changed: nil, lock)
    if let cycle = graph.cycle(through: path) { throw LinkFailure.cycle(cycle) }
  }
}

extension AttachReport {
  /// What became of a link: nothing of the file changed.
  init(_ link: Composition.Lock.Range, at place: CopyPlace, isCurrent: Bool) {
    var composed = ComposeReport(links: place.path)
    composed.isWritten = true
    self.init(recipe: nil, address: link.address, composed: composed, files: [place.path])
    self.link = LinkView(
      path: place.path, anchor: place.cut.fragment, address: link.address,
      section: link.section?.description, hash: link.hash.hex, level: link.level,
      start: place.range.lowerBound, end: place.range.upperBound, isCurrent: isCurrent)
  }
}
