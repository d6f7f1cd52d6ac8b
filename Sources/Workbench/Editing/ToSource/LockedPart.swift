internal import Composition
internal import Graph
internal import Sections

/// A section as it was when a component was composed of it.
struct LockedPart {
  /// What composing needs of it.
  var part: Part
  /// The file it was cut out of, by its path in the library.
  let path: String
  /// That file's bytes at the time.
  let bytes: [UInt8]

  /// Which version of which file it is from.
  var version: Version { Version(path: path, hash: ContentHash(of: bytes)) }

  /// A version of a file of the library.
  struct Version: Hashable {
    let path: String
    let hash: ContentHash
  }
}

extension Workbench {
  /// The sections that the recipe at `path` was last composed of.
  ///
  /// - Throws: ``Unreturnable`` where the library no longer has one of them.
  func lockedParts(
    of recipe: Recipe, at path: String, _ lock: Composition.Lock
  ) async throws -> [LockedPart] {
    let ranges = lock.files.sorted { $0.key < $1.key }.map(\.value)
      .filter { $0.recipe == path }.flatMap(\.sections)
    var parts: [LockedPart] = []
    for address in recipe.addresses {
      let own = ranges.filter { $0.address == address.text }
      if let range = own.first(where: { $0.section != nil }), let id = range.section {
        let version = try? graph.resolve(try Address("\(id)@\(range.hash.hex)"))
        guard case .section(let section)? = version, let bytes = try graph.fileBytes(of: section)
        else { throw Unreturnable(reason: "the library no longer has \(address.text) as it was") }
        parts.append(
          LockedPart(part: try await part(address, section), path: section.path, bytes: bytes))
      } else {
        let part = try await part(address)
        guard own.isEmpty || own.contains(where: { $0.hash == part.passage.hash }) else {
          throw Unreturnable(reason: "the library no longer has \(address.text) as it was")
        }
        parts.append(LockedPart(part: part, path: part.path, bytes: part.passage.bytes))
      }
    }
    return parts
  }

  /// The same sections in another version of their file; nil where one of them is gone.
  func parts(
    _ parts: [LockedPart], of version: LockedPart.Version, in bytes: [UInt8]
  ) async -> [LockedPart]? {
    guard let base = parts.first(where: { $0.version == version })?.bytes else { return parts }
    let old = await parsers.read(Source(path: version.path, bytes: base))
    let new = await parsers.read(Source(path: version.path, bytes: bytes))
    let matches = new.matches(in: old)
    let file = try? await codeFile(of: new)
    var result = parts
    for (index, each) in parts.enumerated() where each.version == version {
      guard let part = self.part(each.part, in: old, as: new, file, matches) else { return nil }
      result[index] = LockedPart(part: part, path: each.path, bytes: bytes)
    }
    return result
  }

  private func part(
    _ part: Part, in old: Reading, as new: Reading, _ file: CodeFile?, _ matches: [Int?]
  ) -> Part? {
    guard let id = part.passage.id else {
      var whole = part
      whole.passage.bytes = new.source.bytes
      whole.passage.hash = ContentHash(of: new.source.bytes)
      (whole.head, whole.tail) = (
        0..<new.source.bytes.count, new.source.bytes.count..<new.source.bytes.count
      )
      whole.readLabels(of: new)
      return whole
    }
    let start = part.passage.start
    let range = start..<start + part.passage.bytes.count
    guard let position = old.cuts.firstIndex(where: { $0.range == range }),
      let index = matches.firstIndex(of: position)
    else { return nil }
    var result = Part(
      address: part.address, id: id, source: new.source, cuts: new.cuts, index: index,
      file: file)
    result.readLabels(of: new)
    result.isExecutable = part.isExecutable
    return result
  }
}
