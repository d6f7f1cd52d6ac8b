import Sections

/// Which parts of the three versions are the same one.
///
/// A part is what it continues: ``Alignment`` says which part of base each part of the sides is.
/// What both sides added below the same part is one where it is equal, or of one kind and name.
struct Pairing {
  /// For each identity, the part it is in each version. The first is the file.
  private(set) var identities: [Three<Int?>]
  /// For each version, the identity of each of its parts.
  private(set) var identity: Three<[Int]>
  private let versions: Three<Version>

  /// Pairs the parts of `versions`.
  init(_ versions: Three<Version>) {
    self.versions = versions
    identities = versions.base.parts.indices.map { Three(base: $0, ours: nil, theirs: nil) }
    identity = versions.map { Array(repeating: -1, count: $0.parts.count) }
    identity.base = Array(identities.indices)
    continueBase(in: .ours)
    continueBase(in: .theirs)
    addNew(in: .ours)
    pairAdditions()
    addNew(in: .theirs)
  }

  private mutating func pair(_ part: Int, in side: Side, with identity: Int) {
    switch side {
    case .base: self.identity.base[part] = identity
    case .ours: self.identity.ours[part] = identity
    case .theirs: self.identity.theirs[part] = identity
    }
    identities[identity][side] = part
  }

  // MARK: What continues base

  private mutating func continueBase(in side: Side) {
    let (base, version) = (versions.base, versions[side])
    let matches = Alignment(
      from: base.cuts, of: base.bytes, to: version.cuts, of: version.bytes
    ).matches
    let places = Dictionary(
      uniqueKeysWithValues: base.parts.enumerated().compactMap { place, part in
        part.cut.map { ($0, place) }
      })
    pair(0, in: side, with: 0)
    for (place, part) in version.parts.enumerated() {
      guard let cut = part.cut, let match = matches[cut], let old = places[match] else { continue }
      pair(place, in: side, with: old)
      if part.kind == .frontmatter { pairKeys(of: place, in: side, with: old) }
    }
  }

  /// Pairs the keys of two versions of the frontmatter by their names.
  private mutating func pairKeys(of frontmatter: Int, in side: Side, with old: Int) {
    let base = versions.base.parts
    let names = Dictionary(
      uniqueKeysWithValues: base[old].children.map { (base[$0].anchor, $0) })
    for key in versions[side].parts[frontmatter].children {
      guard let same = names[versions[side].parts[key].anchor] else { continue }
      pair(key, in: side, with: same)
    }
  }

  // MARK: What is new

  private mutating func addNew(in side: Side) {
    for part in versions[side].parts.indices where identity[side][part] < 0 {
      identities.append(Three(base: nil, ours: nil, theirs: nil))
      pair(part, in: side, with: identities.count - 1)
    }
  }

  /// Gives parts that both sides added below the same part one identity. Outer ones come first, so
  /// that what is inside them can be paired too.
  private mutating func pairAdditions() {
    for parent in versions.ours.parts.indices {
      guard let other = identities[identity.ours[parent]].theirs else { continue }
      let ours = versions.ours.parts[parent].children.filter {
        identities[identity.ours[$0]].base == nil
      }
      let theirs = versions.theirs.parts[other].children.filter { identity.theirs[$0] < 0 }
      guard !ours.isEmpty, !theirs.isEmpty else { continue }
      pairEqual(ours, theirs) { version, part in [UInt8](version.text(part.range)) }
      pairEqual(ours, theirs) { _, part in part.isNamed ? part.anchor : nil }
    }
  }

  private struct Likeness<Key: Hashable>: Hashable {
    var kind: SectionKind
    var key: Key
  }

  private mutating func pairEqual<Key: Hashable>(
    _ ours: [Int], _ theirs: [Int], by key: (Version, Version.Part) -> Key?
  ) {
    func likeness(_ part: Int, _ version: Version) -> Likeness<Key>? {
      let part = version.parts[part]
      return key(version, part).map { Likeness(kind: part.kind, key: $0) }
    }
    let left = theirs.reversed().filter { identity.theirs[$0] < 0 }
    var waiting = Dictionary(grouping: left) { likeness($0, versions.theirs) }
    for part in ours where identities[identity.ours[part]].theirs == nil {
      guard let likeness = likeness(part, versions.ours),
        let found = waiting[likeness]?.popLast()
      else { continue }
      pair(found, in: .theirs, with: identity.ours[part])
    }
  }
}

extension Version.Part {
  /// Whether two parts of its name, kind and place must be the same: it is not just the next text,
  /// or the next entry of a list.
  fileprivate var isNamed: Bool {
    guard kind != .text, kind != .preamble, !anchor.isEmpty else { return false }
    return !(anchor.split(separator: ".").last ?? "").allSatisfy(\.isNumber)
  }
}
