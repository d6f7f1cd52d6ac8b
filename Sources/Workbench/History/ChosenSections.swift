internal import Sections
internal import Workspace

/// A file in two versions, of whose differences only those in some sections are wanted.
struct ChosenSections {
  private let old: Reading
  private let new: Reading

  init(from old: Reading, to new: Reading) {
    self.old = old
    self.new = new
  }

  /// The old bytes with what changed in these sections. A section is looked for in the new
  /// version, and then in the old one: it may have been removed or renamed.
  ///
  /// - Throws: ``NameFailure/noSection(_:path:)``.
  func bytes(of names: [SectionName]) throws(NameFailure) -> [UInt8] {
    var taken: Set<Int> = []
    var gone: Set<Int> = []
    for name in names {
      if let position = new.position(of: name.fragment) {
        taken.insert(position)
      } else if let position = old.position(of: name.fragment) {
        if let heir = heir(of: position) { taken.insert(heir) } else { gone.insert(position) }
      } else {
        throw .noSection(name.fragment, path: name.path.text)
      }
    }
    return SectionPick(from: old, to: new).bytes(taking: taken, removing: gone)
  }

  /// The new section that continues an old one.
  private func heir(of position: Int) -> Int? {
    Alignment(from: old.cuts, of: old.source.bytes, to: new.cuts, of: new.source.bytes)
      .matches.firstIndex(of: position)
  }
}

extension Reading {
  /// The position of the section that `fragment` names, among the cuts.
  func position(of fragment: String) -> Int? { cuts.firstIndex { $0.fragment == fragment } }
}

extension Workbench {
  /// The sections of a version of a file of the workspace; none where there is no such version.
  func read(_ bytes: [UInt8]?, at path: String) async -> Reading {
    await parsers.read(Source(path: path, bytes: bytes ?? []))
  }
}
