internal import Sections

extension Linking {
  /// The component with what its sections bring along, and every link led to its new place.
  ///
  /// - Parameters:
  ///   - company: what the library answered to ``pointers``, and to those of the companions.
  ///   - renames: whether one of two different files at the same path gets another.
  /// - Throws: ``CompositionFailure/collision(path:one:other:)``.
  package func linked(
    _ company: Company, renaming renames: Bool = false
  ) throws(CompositionFailure) -> Composed {
    var cast = try Cast(self, company, renames: renames)
    for index in cast.files.indices {
      var edits: [(range: Range<Int>, text: String)] = []
      for mention in cast.mentions(of: index) {
        guard let edit = cast.edit(for: mention) else { continue }
        edits.append(edit)
      }
      edits.sort { $0.range.lowerBound < $1.range.lowerBound }
      var end = 0
      edits = edits.filter { edit in
        defer { end = max(end, edit.range.upperBound) }
        return edit.range.lowerBound >= end
      }
      cast.files[index].replace(edits)
    }
    var result = composed
    result.files = cast.files.sorted { $0.path < $1.path }
    result.unresolved += strays + cast.unresolved
    return result
  }
}

/// The files of a component, those that came along included, and where everything is in them.
private struct Cast {
  var files: [Composed.File]
  private(set) var unresolved: [LooseEnd] = []
  private var noted: Set<LooseEnd> = []
  private let linking: Linking
  private let company: Company
  private let mentions: [Int: [Linking.Mention]]
  /// The companions' paths in the component, by their paths in the library.
  private let seats: [PathKey: String]
  private let paths: Set<String>

  init(_ linking: Linking, _ company: Company, renames: Bool) throws(CompositionFailure) {
    self.linking = linking
    self.company = company
    var seating = try Seating(linking.composed, renames: renames)
    var mentions = Dictionary(grouping: linking.mentions, by: \.file)
    for key in company.companions.keys.sorted() {
      guard let companion = company.companions[key] else { continue }
      guard let (index, isNew) = try seating.seat(companion), isNew else { continue }
      mentions[index] = companion.references.map {
        Linking.Mention(file: index, reference: $0, source: companion.path, placement: nil)
      }
    }
    self.mentions = mentions
    files = seating.files
    seats = seating.seats
    paths = Set(files.map(\.path))
  }

  func mentions(of file: Int) -> [Linking.Mention] { mentions[file, default: []] }

  /// Where a mention is to lead.
  private enum Goal {
    /// A file or folder of the component, and a heading in it; what is wrong with that heading.
    case place(String, anchor: String?, but: String? = nil)
    /// Nowhere: why.
    case nowhere(String)
  }

  /// How the text of `mention` changes; nil where it is right as it is, or nothing can be done.
  mutating func edit(for mention: Linking.Mention) -> (range: Range<Int>, text: String)? {
    guard case .file(let written, let anchor) = mention.reference.target else { return nil }
    switch goal(of: mention, written, anchor) {
    case .nowhere(let why):
      if mention.reference.kind == .link || Cast.isBundled(written) { note(mention, why) }
      return mention.link.flatMap { inlined(mention, $0.inline($0.destination)) }
    case .place(let path, let newAnchor, let why):
      if let why, mention.reference.kind == .link || Cast.isBundled(written) { note(mention, why) }
      return edit(mention, written, anchor, to: path, newAnchor)
    }
  }

  private func goal(of mention: Linking.Mention, _ written: String, _ anchor: String?) -> Goal {
    let answer = written.isEmpty ? .file(mention.source) : company.destinations[mention.pointer]
    switch answer {
    case .file(let path), .entry(let path):
      if let anchor, !anchor.isEmpty { return goal(of: mention, anchor, in: path, answer) }
      if let seat = seats[PathKey(path)] ?? linking.wholes[PathKey(path)] {
        return .place(seat, anchor: nil)
      }
      if case .entry = answer { return .place(linking.composed.entry, anchor: nil) }
      return .nowhere("\(path) did not come along")
    case .folder(let folder, let files):
      guard let file = files.first, let seat = seats[PathKey(file)],
        seat.hasSuffix(file.dropFirst(folder.count))
      else { return .nowhere("the folder \(folder) did not come along") }
      return .place(String(seat.dropLast(file.count - folder.count)), anchor: nil)
    case .nowhere(let why): return own(mention, written, anchor) ?? .nowhere(why)
    case nil: return own(mention, written, anchor) ?? .nowhere("it is not in the library")
    }
  }

  /// The author's copy of what is gone from the library.
  private func own(_ mention: Linking.Mention, _ written: String, _ anchor: String?) -> Goal? {
    guard let path = resolved(written, from: mention.source),
      linking.composed.own.contains(where: { $0.source?.path == path })
    else { return nil }
    guard let anchor, !anchor.isEmpty else {
      return linking.wholes[PathKey(path)].map { .place($0, anchor: nil) }
    }
    return linking.place(of: anchor, in: path).map { .place($0.path, anchor: $0.anchor) }
  }

  /// A heading is where its section stands, or in the file that came along.
  private func goal(
    of mention: Linking.Mention, _ anchor: String, in path: String, _ answer: Destination?
  ) -> Goal {
    let isOwn = mention.placement == nil && path == mention.source
    let here = files[mention.file].path
    if !isOwn,
      let place = linking.place(of: anchor, in: path, near: here, placement: mention.placement)
    {
      return .place(place.path, anchor: place.anchor)
    }
    guard let seat = seats[PathKey(path)] else {
      return .nowhere("the section “\(anchor)” of \(path) is not in the recipe")
    }
    let anchors = company.companions[PathKey(path)]?.anchors
    let isThere = anchors?.contains { $0 == anchor || $0 == anchor.lowercased() } ?? true
    return .place(
      seat, anchor: anchor, but: isThere ? nil : "\(path) has no heading of that name")
  }

  private mutating func edit(
    _ mention: Linking.Mention, _ written: String, _ anchor: String?, to path: String,
    _ newAnchor: String?
  ) -> (range: Range<Int>, text: String)? {
    let here = files[mention.file].path
    let isRight =
      WrittenLink.isPrefixed(written)
      || (written.isEmpty ? here : resolved(written, from: here)) == path
    guard mention.reference.kind == .link else {
      let fromTop = resolved(written, from: "\(linking.composed.root)/x")
      if !isRight, fromTop != path { note(mention, "it stands at \(path)") }
      return nil
    }
    let isHere = path == here && newAnchor != nil
    let newPath = isRight ? nil : isHere ? "" : ComponentRoot.relative(path, from: here)
    let changed = newAnchor == anchor ? nil : newAnchor
    if let link = mention.link {
      let text = WrittenLink(link.destination).text(path: newPath, anchor: changed)
      return inlined(mention, link.inline(text))
    }
    guard !isRight || newAnchor != anchor else { return nil }
    guard let range = mention.reference.destination else {
      note(mention, "its place in the text is not clear")
      return nil
    }
    if let placement = mention.placement,
      !files[mention.file].placements[placement].range.contains(range.lowerBound)
    {
      note(mention, "another section defines the link that it names")
      return nil
    }
    let text = WrittenLink(String(decoding: files[mention.file].draft.bytes[range], as: UTF8.self))
    return (range, text.text(path: newPath, anchor: changed))
  }

  private func inlined(
    _ mention: Linking.Mention, _ text: String
  ) -> (range: Range<Int>, text: String)? {
    mention.reference.destination.map { ($0, text) }
  }

  /// What `written` means in the file at `path`; nil where it leaves the workspace.
  private func resolved(_ written: String, from path: String) -> String? {
    FolderPath.join(FolderPath.above(path).last ?? "", written)
  }

  private mutating func note(_ mention: Linking.Mention, _ why: String) {
    let file = files[mention.file]
    let range = mention.reference.destination ?? mention.reference.range
    let what =
      mention.link?.destination ?? String(decoding: file.draft.bytes[range], as: UTF8.self)
    let found = LooseEnd(path: file.path, what: what, why: why)
    if noted.insert(found).inserted { unresolved.append(found) }
  }

  /// Whether a path that is only named is likely to be meant as part of the component: prose names
  /// files of the user's more often.
  private static func isBundled(_ path: String) -> Bool {
    if PluginPath.rest(of: path) != nil { return true }
    let first = path.split(separator: "/").dropLast().first { $0 != "." && $0 != ".." }
    return ["references", "scripts", "assets"].contains(first)
  }
}
