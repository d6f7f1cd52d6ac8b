internal import Sections

extension ScriptWriter {
  private struct Key: Hashable {
    let id: SectionID?
    let hash: ContentHash
  }

  /// Writes bytes of a file, as those of the chosen section that they are in, else of the section
  /// of the file.
  mutating func emit(_ range: Range<Int>, of index: Int) {
    let file = gathering.closures[index].file
    var start = range.lowerBound
    if start == 0, file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = min(3, range.upperBound) }
    while start < range.upperBound {
      let place = place(of: start, in: file)
      let end = min(range.upperBound, max(place.end, start + 1))
      draft.append(
        file.bytes[start..<end],
        from: .section(place.id, hash: place.hash, range: start..<end))
      start = end
    }
  }

  private func place(
    of offset: Int, in file: CodeFile
  ) -> (id: SectionID?, hash: ContentHash, end: Int) {
    var end = file.bytes.count
    var best: Part?
    for part in parts where part.file?.path == file.path && part.file?.bytes == file.bytes {
      let range = part.passage.start..<part.passage.start + part.passage.bytes.count
      if range.contains(offset) {
        if best.map({ $0.passage.bytes.count > range.count }) ?? true { best = part }
      } else if range.lowerBound > offset {
        end = min(end, range.lowerBound)
      }
    }
    if let best {
      let own = best.passage.start + best.passage.bytes.count
      return (best.passage.id, best.passage.hash, min(end, own))
    }
    if let section = file.sections.first(where: { $0.range.contains(offset) }) {
      return (section.id, section.hash, min(end, section.range.upperBound))
    }
    return (nil, ContentHash(of: file.bytes), end)
  }

  /// Where each section is in the script, in order.
  func placements() -> [Composed.Placement] {
    var addresses: [Key: Address] = [:]
    for closure in gathering.closures {
      for section in closure.file.sections {
        let address = try? Address("\(closure.file.path)#\(section.fragment)")
        addresses[Key(id: section.id, hash: section.hash)] = address
      }
    }
    for part in parts {
      addresses[Key(id: part.passage.id, hash: part.passage.hash)] = part.address
    }
    var placements: [Composed.Placement] = []
    for span in draft.spans {
      guard case .section(let id, let hash, _) = span.origin,
        let address = addresses[Key(id: id, hash: hash)]
      else { continue }
      if let last = placements.last, last.section == id, last.hash == hash {
        placements[placements.count - 1].range = last.range.lowerBound..<span.range.upperBound
      } else {
        placements.append(
          Composed.Placement(range: span.range, section: id, hash: hash, address: address))
      }
    }
    return placements
  }

  /// That imports of two styles are in the script, where they are.
  func mixed(at path: String) -> [UnresolvedName] {
    guard imports.isMixed else { return [] }
    return [UnresolvedName(name: "import, require", path: path, reason: .mixedImports)]
  }
}
