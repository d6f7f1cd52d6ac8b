internal import Composition
internal import Graph
internal import Sections

/// What a linked section is at its source.
struct LinkSource {
  /// What composing needs of it, under the address that it has now.
  var part: Part
  /// The address that it had; nil where it has that still.
  var former: String?
}

extension Workbench {
  /// What a linked section is at its source now; nil where it is pinned, and stays as it is. It is
  /// followed by its id, wherever it was moved, and else looked for by its address.
  ///
  /// - Parameter foreseen: the files of the workspace that would be other than they are, by path.
  /// - Throws: ``AddressFailure`` where it is gone.
  func source(
    of link: Composition.Lock.Range, seeing foreseen: [String: [UInt8]]
  ) async throws -> LinkSource? {
    var address = try Address(link.address)
    guard address.pin == nil else { return nil }
    if let id = link.section, let section = try graph.section(id) {
      address = try Address(section.address)
    }
    let former = address.text == link.address ? nil : link.address
    let known = try await parts(at: [address], in: foreseen)[address.text]
    if let known { return LinkSource(part: known, former: former) }
    return LinkSource(part: try await part(address), former: former)
  }

  /// The section as it was when it was last brought up to date; nil where nothing has it.
  func formerPart(of link: Composition.Lock.Range) async throws -> Part? {
    let address = try Address(link.address)
    guard let id = link.section else {
      guard let part = try? await part(address), part.passage.hash == link.hash else { return nil }
      return part
    }
    guard case .section(let section)? = try? graph.resolve(Address("\(id)@\(link.hash.hex)")) else {
      return nil
    }
    return try? await part(address, section)
  }
}
