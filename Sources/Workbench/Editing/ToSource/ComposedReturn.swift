internal import Composition
internal import Sections
internal import Workspace

/// The edits of the files that one recipe made, on their way back to where their sections are from.
struct ComposedReturn {
  /// What is given back and what is left.
  private(set) var items: [ReturnReport.Item] = []
  /// The files of the library that change: as they are, and as they are to be.
  private(set) var sources: [(file: SourceFile, after: FileContent)] = []
  /// What the recipe makes of them.
  private(set) var composed: Composed
  /// The edited files that are to be what the recipe makes of them: nothing else was edited.
  private(set) var settled: [String] = []

  private let workbench: Workbench
  private let template: Template
  private let recipe: Recipe
  private let parts: [LockedPart]
  /// The sections with the edits that are given back, as they would be had nobody else changed
  /// their files, and as they will be.
  private var exact: [LockedPart]
  private var merged: [LockedPart]
  private let before: Composed
  /// The files that were edited, by path below the workspace.
  private let edited: [String: [UInt8]]
  private var edits: [Edit] = []

  /// The new text of one section in one file.
  private struct Edit {
    var file: String
    var placement: Int
    var part: LockedPart
    var text: Returning.Text
  }

  /// - Parameter edited: the files of the recipe that are not as they were composed.
  /// - Throws: ``Unreturnable`` where what was composed cannot be made again.
  init(
    _ recipe: Recipe, at path: String, edited: [String: [UInt8]], lock: Composition.Lock,
    workbench: Workbench
  ) async throws {
    self.workbench = workbench
    self.recipe = recipe
    self.edited = edited
    template = try workbench.template(recipe.template)
    parts = try await workbench.lockedParts(of: recipe, at: path, lock)
    (exact, merged) = (parts, parts)
    before = try await workbench.composed(template, recipe, parts.map(\.part))
    composed = before
    for file in before.files where edited[file.path] != nil {
      guard lock.files[file.path]?.hash == ContentHash(of: file.draft.bytes) else {
        throw Unreturnable(reason: "it cannot be composed again as it was: its template changed")
      }
    }
  }

  mutating func run() async throws {
    for file in before.files {
      if let bytes = edited[file.path] { await collect(file, bytes) }
    }
    for (version, edits) in Dictionary(grouping: edits, by: \.part.version)
      .sorted(by: { $0.key.path < $1.key.path })
    {
      var item = ReturnReport.Item(
        path: edits[0].file, source: version.path,
        sections: edits.compactMap { $0.part.part.address.anchor })
      do {
        item.lines = try await giveBack(edits, to: version)
      } catch let failure as Unreturnable {
        item.left = failure.reason
      }
      items.append(item)
    }
    try await settle()
  }

  /// Finds the sections whose text in an edited file is another.
  private mutating func collect(_ file: Composed.File, _ bytes: [UInt8]) async {
    let reading = await workbench.parsers.read(Source(path: file.path, bytes: bytes))
    let levels = reading.cuts.compactMap { cut in cut.level.map { (cut.range.lowerBound, $0) } }
    let returning = Returning(
      file, edited: bytes, levels: Dictionary(levels) { first, _ in first })
    for (index, placement) in file.placements.enumerated() {
      guard
        let part = parts.first(where: {
          $0.part.address == placement.address && $0.part.passage.hash == placement.hash
        }), let text = returning.text(of: placement, source: part.bytes),
        bytes[text.place] != file.draft.bytes[placement.range]
      else { continue }
      edits.append(Edit(file: file.path, placement: index, part: part, text: text))
    }
  }

  /// Takes one file of the library to where it makes the edited text, and returns the lines in
  /// which it changes.
  ///
  /// - Throws: ``Unreturnable``.
  private mutating func giveBack(
    _ edits: [Edit], to version: LockedPart.Version
  ) async throws -> [LineChange] {
    if let pinned = edits.first(where: { $0.part.part.address.pin != nil }) {
      throw Unreturnable(
        reason: "the recipe is pinned to \(pinned.part.part.address.text)")
    }
    let base = edits[0].part.bytes
    let wanted = try spliced(edits, base)
    guard let exact = await workbench.parts(exact, of: version, in: wanted),
      let made = try? await composed(exact),
      edits.allSatisfy({ isMade($0, in: made) })
    else {
      throw Unreturnable(reason: "the edit cannot be taken back there exactly")
    }
    let file = try workbench.sourceFile(version.path)
    let after = try await workbench.merge(wanted, of: base, into: file)
    guard let merged = await workbench.parts(merged, of: version, in: after.bytes) else {
      throw Unreturnable(reason: "its sections were moved since")
    }
    (self.exact, self.merged) = (exact, merged)
    sources.append((file, after))
    return LineChange.all(from: file.content.bytes, to: after.bytes)
  }

  /// The file with the new texts of its sections.
  private func spliced(_ edits: [Edit], _ base: [UInt8]) throws -> [UInt8] {
    var bytes = base
    var last: Edit?
    for edit in edits.sorted(by: { $0.text.range.lowerBound > $1.text.range.lowerBound }) {
      if let last, edit.text.range.upperBound > last.text.range.lowerBound {
        if edit.text.range == last.text.range, edit.text.bytes == last.text.bytes { continue }
        throw Unreturnable(reason: "two copies of a section were edited differently")
      }
      bytes.replaceSubrange(edit.text.range, with: edit.text.bytes)
      last = edit
    }
    return bytes
  }

  private func isMade(_ edit: Edit, in made: Composed) -> Bool {
    guard let file = made.files.first(where: { $0.path == edit.file }),
      edit.placement < file.placements.count, let bytes = edited[edit.file]
    else { return false }
    return file.draft.bytes[file.placements[edit.placement].range] == bytes[edit.text.place]
  }

  /// What the recipe makes of `parts`, with the stamp that is there now.
  private func composed(_ parts: [LockedPart]) async throws -> Composed {
    try await workbench.composed(
      template, recipe, parts.map(\.part), stamped: self.parts.map(\.part))
  }

  /// Works out what the edited files are to be, and says which edits of them are left.
  private mutating func settle() async throws {
    let made = try await composed(exact)
    // A stamp has the hashes of the sections, which the edits change.
    let unstamped = try await composed(merged)
    composed = try await workbench.composed(template, recipe, merged.map(\.part))
    for (path, bytes) in edited.sorted(by: { $0.key < $1.key }) {
      let file = made.files.first { $0.path == path }?.draft.bytes
      guard file != bytes else {
        settled.append(path)
        continue
      }
      guard unstamped.files.first(where: { $0.path == path })?.draft.bytes == file else {
        throw Unreturnable(
          reason: "its sections were changed at their source too, and it has other edits")
      }
      guard !items.contains(where: { $0.path == path && $0.left != nil }) else { continue }
      items.append(
        ReturnReport.Item(
          path: path, source: path, sections: [],
          left: "other lines of it come from no section, or from more than one"))
    }
  }
}
