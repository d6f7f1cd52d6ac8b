package import Sections

/// The references of a composed component, before they are led to their new places.
///
/// They are found by reading the composed files, as whoever renders them does. So what is in code
/// is no link, and anchors are counted with all the headings that are there in the end.
package struct Linking {
  /// A reference of a composed file.
  struct Mention {
    /// Which file: its position among the component's.
    let file: Int
    /// The reference; its ranges are the composed file's.
    let reference: Reference
    /// The path of the file in the library that the text comes from.
    let source: String
    /// Which placement of the file it stands in; nil for a companion's.
    let placement: Int?
    /// What it is in the section's own file, where it has to become an inline link for that; its
    /// destination is then the place of the label.
    var link: LabelledLink?

    /// The question that it asks of the library.
    var pointer: Pointer { Pointer(file: source, target: reference.target) }
  }

  /// Where a heading of a section is in the result.
  struct Place {
    /// The file, below the workspace.
    let path: String
    /// Which placement of that file it stands in.
    let placement: Int
    /// What links call it there.
    let anchor: String
  }

  /// A heading of a file of the library.
  struct HeadingKey: Hashable {
    let path: PathKey
    let anchor: PathKey
  }

  let composed: Composed
  /// What is a link only among other sections.
  private(set) var strays: [LooseEnd] = []
  private(set) var mentions: [Mention] = []
  /// The headings of the sections, by what links in the library call them.
  private(set) var places: [HeadingKey: [Place]] = [:]
  /// Where the text of whole files is, by their path in the library.
  private(set) var wholes: [PathKey: String] = [:]

  /// The references of `composed`.
  ///
  /// - Parameters:
  ///   - parts: the sections it was composed of.
  ///   - outlines: what the parser says about those of its files that are Markdown, by path; those
  ///     that are the author's included.
  package init(_ composed: Composed, parts: [Part], outlines: [String: Outline]) {
    self.composed = composed
    let parts = Dictionary(parts.map { (PartKey($0), $0) }) { first, _ in first }
    for (index, file) in composed.files.enumerated() {
      let known = file.placements.map { parts[PartKey($0)] }
      if known.count == 1, let part = known[0], part.passage.id == nil {
        wholes[PathKey(part.path)] = file.path
      }
      guard let outline = outlines[file.path] else { continue }
      addMentions(of: index, outline, known)
      strays += file.lostLabels(outline, known)
      addPlaces(in: file, outline, known)
    }
    for own in composed.own { addPlaces(in: own, outlines[own.path]) }
  }

  /// What links in the library lead to is in the author's copy of it.
  private mutating func addPlaces(in own: Composed.OwnFile, _ outline: Outline?) {
    guard let source = own.source else { return }
    let path = PathKey(source.path)
    if source.anchor == nil, wholes[path] == nil { wholes[path] = own.path }
    let anchors = outline.map { AnchorNames.all(of: $0).map(\.anchor) } ?? []
    var names = Dictionary(anchors.map { ($0, $0) }) { first, _ in first }
    // Its first heading stands for the section, whatever the author calls it now.
    if let name = source.anchor {
      let anchor = source.ordinal == 1 ? name : "\(name)-\(source.ordinal - 1)"
      if names[anchor] == nil { names[anchor] = anchors.first ?? anchor }
    }
    for (name, anchor) in names.sorted(by: { $0.key < $1.key }) {
      places[HeadingKey(path: path, anchor: PathKey(name)), default: []].append(
        Place(path: own.path, placement: -1, anchor: anchor))
    }
  }

  /// Sections by their address and their content: of some other versions are in use at once.
  private struct PartKey: Hashable {
    let address: String
    let hash: ContentHash

    init(_ part: Part) { (address, hash) = (part.address.text, part.passage.hash) }
    init(_ placement: Composed.Placement) {
      (address, hash) = (placement.address.text, placement.hash)
    }
  }

  private mutating func addMentions(of index: Int, _ outline: Outline, _ parts: [Part?]) {
    let file = composed.files[index]
    var labelled = file.labelled(parts)
    // An asset stays byte for byte what it is.
    for reference in outline.references where reference.kind == .link || reference.kind == .path {
      let offset = reference.range.lowerBound
      guard
        let placement = file.placement(at: offset), let part = parts[placement], part.isMarkdown
      else { continue }
      if let place = reference.definition(in: file.draft.bytes) {
        let isOwn = file.placements[placement].range.contains(place.lowerBound)
        if let link = labelled[reference.range]?.link {
          guard isOwn, link.target == reference.target else { continue }
          labelled[reference.range] = nil
        } else if !isOwn {
          strays.append(LooseEnd(stray: reference.range, in: file))
          continue
        }
      }
      mentions.append(
        Mention(file: index, reference: reference, source: part.path, placement: placement))
    }
    for (range, use) in labelled.sorted(by: { $0.key.lowerBound < $1.key.lowerBound }) {
      guard let part = parts[use.placement] else { continue }
      let reference = Reference(
        .link, use.link.target, at: range,
        destination: LabelledLink.label(file.draft.bytes, range))
      mentions.append(
        Mention(
          file: index, reference: reference, source: part.path, placement: use.placement,
          link: use.link))
    }
  }

  /// A heading of the result is that of a section if some of its line's bytes are the section's, or
  /// stand where the section begins.
  private mutating func addPlaces(in file: Composed.File, _ outline: Outline, _ parts: [Part?]) {
    let lines = LineTable(file.draft.bytes)
    for (start, anchor) in AnchorNames.all(of: outline) {
      guard
        let placement = file.placement(at: start),
        let part = parts[placement],
        let heading = part.heading(
          at: lines.range(ofLine: lines.line(at: start)), of: file,
          isFirst: file.placements[placement].range.lowerBound == start),
        let name = heading.anchor
      else { continue }
      let key = HeadingKey(path: PathKey(part.path), anchor: PathKey(name))
      places[key, default: []].append(Place(path: file.path, placement: placement, anchor: anchor))
    }
  }

  /// What is composed.
  package var kind: Component.Kind { composed.kind }

  /// What the library must be asked about.
  package var pointers: [Pointer] { mentions.map(\.pointer) }

  /// Whether the component has what `anchor` of the library's file at `path` names, or where that is
  /// nil the whole file, as text of its own, so that the file need not come along.
  package func holds(_ path: String, anchor: String?) -> Bool {
    guard let anchor, !anchor.isEmpty else { return wholes[PathKey(path)] != nil }
    return place(of: anchor, in: path) != nil
  }

  /// Where the heading that links call `anchor` stands: in the same file and placement as a mention
  /// if it is there too.
  ///
  /// - Parameters:
  ///   - here: the file that the mention is in.
  ///   - placement: which placement of that file it stands in.
  func place(
    of anchor: String, in path: String, near here: String? = nil, placement: Int? = nil
  ) -> Place? {
    let keys = [anchor, anchor.lowercased()].map {
      HeadingKey(path: PathKey(path), anchor: PathKey($0))
    }
    guard let found = keys.lazy.compactMap({ places[$0] }).first else { return nil }
    let near = found.filter { $0.path == here }
    return near.first { $0.placement == placement } ?? near.first ?? found.first
  }
}

extension LooseEnd {
  fileprivate init(stray range: Range<Int>, in file: Composed.File) {
    self.init(
      path: file.path, what: String(decoding: file.draft.bytes[range], as: UTF8.self),
      why: "it is no link in its own file, and the definition of another section makes it one")
  }
}

extension Part {
  /// The heading of the section of which `line` of the composed `file` was made.
  fileprivate func heading(at line: Range<Int>, of file: Composed.File, isFirst: Bool) -> Heading? {
    var bytes: Range<Int>?
    for span in file.draft.spans(in: line) {
      guard case .section(_, passage.hash, let range) = span.origin else { continue }
      let taken = span.range.clamped(to: line)
      let start = range.lowerBound + taken.lowerBound - span.range.lowerBound - passage.start
      bytes = (bytes?.lowerBound ?? start)..<start + taken.count
    }
    guard let bytes, bytes.count > 1 || !isFirst else { return isFirst ? headings.first : nil }
    let anchored = anchored
    var (low, high) = (0, anchored.count)
    while low < high {
      let middle = (low + high) / 2
      if anchored[middle].start < bytes.upperBound { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? anchored[low - 1] : nil
  }
}
