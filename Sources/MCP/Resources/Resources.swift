internal import JSONRPC
internal import Sections
internal import Workbench

/// The sections and components of the library, as things that a client can read.
struct Resources: Sendable {
  let bench: Workbench

  /// How many components a page has.
  static let pageSize = 100

  /// The components, a page at a time.
  ///
  /// - Throws: the error to answer with, where the cursor is none that was given.
  func list(after cursor: JSON?) throws -> [String: JSON] {
    let all = try bench.list()
    var start = 0
    if let cursor, cursor != .null {
      guard let last = cursor.string.flatMap(Cursor.path(in:)) else {
        throw RemoteError.badParameters("the cursor is none that was given here")
      }
      let bytes = Array(last.utf8)
      start =
        all.firstIndex { bytes.lexicographicallyPrecedes($0.path.utf8) } ?? all.count
    }
    let page = all.dropFirst(start).prefix(Self.pageSize)
    var result: [String: JSON] = ["resources": .array(page.map(\.resource))]
    if page.endIndex < all.endIndex, let last = page.last {
      result["nextCursor"] = .string(Cursor.text(after: last.path))
    }
    return result
  }

  /// The patterns of URIs.
  static let templates: [JSON] = [
    [
      "uriTemplate": .string(ResourceAddress.sections), "name": "section",
      "description": "The text of a section, by its id.",
    ],
    [
      "uriTemplate": .string(ResourceAddress.components), "name": "component",
      "description": "The file of a component that an agent reads first, by name or path.",
    ],
  ]

  /// What a URI names.
  ///
  /// - Parameter code: the code of the error for what is not there.
  /// - Throws: the error to answer with.
  func read(_ uri: String, notFound code: Int) throws -> JSON {
    do {
      switch ResourceAddress(uri) {
      case .section(let id): return try section(id, uri).json
      case .component(let name): return try component(name, uri).json
      case nil: throw NoSuchResource(uri: uri)
      }
    } catch let failure as any Explained {
      throw RemoteError(
        code: code, message: failure.description, data: ["uri": .string(uri)])
    }
  }

  private func section(_ id: String, _ uri: String) throws -> ResourceContents {
    // An address may name other things than a section; a URI of this pattern may not.
    guard SectionID.range(ofPrefix: id) != nil else { throw NoSuchResource(uri: uri) }
    let view = try bench.show(id)
    guard let section = view.section, section.id.hasPrefix(id) else {
      throw NoSuchResource(uri: uri)
    }
    let file = section.address.prefix { $0 != "#" }
    return ResourceContents(
      uri: uri, file: String(file),
      bytes: view.isExact ? Array(view.text.utf8) : try bench.bytes(id))
  }

  private func component(_ name: String, _ uri: String) throws -> ResourceContents {
    let all = try bench.list()
    let exact = all.filter { $0.path == name }
    let found = exact.isEmpty ? all.filter { $0.name == name } : exact
    guard let component = found.first else { throw NoSuchResource(uri: uri) }
    guard found.count == 1 else {
      throw AddressFailure.ambiguous(name, candidates: found.map(\.path))
    }
    return ResourceContents(
      uri: uri, file: component.entry, bytes: try bench.bytes(component.entry))
  }
}

extension ComponentView {
  /// The component as a list of resources shows it.
  fileprivate var resource: JSON {
    var fields: [String: JSON] = [
      "uri": .string(ResourceAddress.component(path).uri), "name": .string(name),
      "mimeType": .string(ResourceContents.type(of: entry)),
    ]
    fields["description"] = description.map { .string($0.line(upTo: 200)) }
    return .object(fields)
  }
}

/// That nothing has a URI.
struct NoSuchResource: Explained, Equatable {
  /// The URI.
  let uri: String

  var problem: String { "there is no resource \(uri.line())" }
  var hint: String? {
    "They are \(ResourceAddress.sections) and \(ResourceAddress.components)."
  }
}
