internal import Sections

internal import Graph

/// The text of a section or a file.
package struct TextView: Codable, Sendable, Equatable {
  /// Its address.
  package var address: String
  /// The section; nil for a whole file.
  package var section: SectionView?
  /// The text. Invalid UTF-8 is shown as U+FFFD; `isExact` tells.
  package var text: String
  /// Whether the text is the bytes, exactly.
  package var isExact: Bool
  /// About how many tokens it costs to read.
  package var tokens: Int
}

extension Workbench {
  /// The text of what `address` names: a section, a file, or a component's entry file.
  ///
  /// - Throws: ``AddressFailure``.
  package func show(_ address: String) throws -> TextView {
    let found = try graph.resolve(try Address(address))
    let bytes = try self.bytes(of: found, address)
    let text = String(decoding: bytes, as: UTF8.self)
    var view = TextView(
      address: address, section: nil, text: text, isExact: Array(text.utf8) == bytes,
      tokens: TokenEstimate.tokens(bytes: bytes.count))
    switch found {
    case .section(let section):
      view.section = try views(of: [section]).first
      view.address = section.address
    case .document(let document): view.address = document.path
    case .component(let component): view.address = component.entry
    }
    return view
  }

  /// The bytes of what `address` names, as they are in the file.
  ///
  /// - Throws: ``AddressFailure``.
  package func bytes(_ address: String) throws -> [UInt8] {
    try bytes(of: try graph.resolve(try Address(address)), address)
  }

  /// The bytes of what an address led to.
  func bytes(of found: Resolution, _ address: String) throws -> [UInt8] {
    switch found {
    case .section(let section):
      guard let bytes = try graph.bytes(of: section) else {
        throw AddressFailure.noSuchVersion(address, pin: section.cut.hash.short)
      }
      return bytes
    case .document(let document):
      return try graph.bytes(of: document)
    case .component(let component):
      guard let entry = try graph.document(at: component.entry) else {
        throw AddressFailure.unknown(component.entry, similar: [])
      }
      return try graph.bytes(of: entry)
    }
  }
}

/// What stands beside a section.
package enum Neighbour: String, CaseIterable, Sendable {
  /// The section after it on its level, or else after the one around it.
  case next
  /// The section around it.
  case parent
  /// The sections directly inside it.
  case children
}

extension Workbench {
  /// What stands beside the section that `address` names. Empty where nothing does.
  ///
  /// - Throws: ``AddressFailure``, also where it names a whole file.
  package func neighbours(_ neighbour: Neighbour, of address: String) throws -> [SectionView] {
    let section = try section(address)
    switch neighbour {
    case .next: return try views(of: [graph.next(after: section)].compactMap(\.self))
    case .parent: return try views(of: [graph.parent(of: section)].compactMap(\.self))
    case .children: return try views(of: graph.children(of: section))
    }
  }

  /// The one section that `address` names.
  func section(_ address: String) throws -> StoredSection {
    guard case .section(let section) = try graph.resolve(try Address(address)) else {
      throw AddressFailure.notASection(address)
    }
    return section
  }
}
