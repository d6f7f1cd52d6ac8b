internal import JSONRPC
internal import Sections
internal import Workbench

/// Answers requests, many at once: it keeps nothing between them but whose turn it is to write.
struct Desk: Sendable {
  private let bench: Workbench
  private let tools: [Tool]
  private let version: String
  private let turns = Turns()

  /// A desk that answers about `bench`.
  ///
  /// - Parameters:
  ///   - tools: what it can do.
  ///   - version: the program's.
  init(_ bench: Workbench, tools: [Tool], version: String) {
    self.bench = bench
    self.tools = tools
    self.version = version
  }

  /// The result of a request.
  ///
  /// - Throws: `RemoteError`, the error to answer with; whatever else keeps it from being answered.
  func answer(_ request: Request, _ progress: Progress) async throws -> JSON {
    let resources = Resources(bench: bench)
    switch request.method {
    case "tools/list":
      try expectNoCursor(request)
      return result(["tools": .array(tools.map(\.json))], for: request, freshFor: 3_600_000)
    case "tools/call":
      return result(try await call(request, progress), for: request)
    case "resources/list":
      return result(try resources.list(after: request.params["cursor"]), for: request, freshFor: 0)
    case "resources/templates/list":
      try expectNoCursor(request)
      return result(
        ["resourceTemplates": .array(Resources.templates)], for: request, freshFor: 3_600_000)
    case "resources/read":
      let contents = try resources.read(
        request.text("uri"), notFound: request.revision.notFoundCode)
      return result(["contents": [contents]], for: request, freshFor: 0)
    case "completion/complete":
      return result(try Completion(bench: bench).answer(request), for: request)
    case "server/discover" where !request.revision.hasHandshake:
      return result(discovered, for: request, freshFor: 3_600_000)
    default: throw RemoteError.unknownMethod(request.method)
    }
  }

  /// What a session begins with.
  func welcome(_ revision: Revision) -> JSON {
    [
      "protocolVersion": .string(revision.rawValue), "capabilities": Self.capabilities,
      "serverInfo": identity, "instructions": .string(Self.instructions),
    ]
  }

  // MARK: Tools

  private func call(_ request: Request, _ progress: Progress) async throws -> [String: JSON] {
    let name = try request.text("name")
    guard let tool = tools.first(where: { $0.name == name }) else {
      let known = tools.map(\.name).joined(separator: ", ")
      throw RemoteError.badParameters("there is no tool “\(name.line())”; there are \(known)")
    }
    do {
      let arguments = try Arguments(request.params["arguments"], for: name, tool.input)
      return try await turns.taking(tool.effect != .none) {
        try Task.checkCancellation()
        return try await tool.call(bench, arguments, progress).json
      }
    } catch let cancelled as CancellationError {
      throw cancelled
    } catch {
      return Answer.failure(error)
    }
  }

  /// Refuses a cursor where all is on one page, and so none was ever given.
  private func expectNoCursor(_ request: Request) throws(RemoteError) {
    guard request.params["cursor"] ?? .null == .null else {
      throw .badParameters("the cursor is none that was given here")
    }
  }

  // MARK: Who answers

  private static let capabilities: JSON = ["tools": [:], "resources": [:], "completions": [:]]

  private static let instructions = """
    Joinery keeps skills, commands, agents and code as sections, each a small part of its file. \
    search_sections, then get_outline, then get_section for just what you need. An address is an \
    id, its beginning, or path#anchor. ≈ is an estimate in tokens.
    """

  private var identity: JSON {
    ["name": "joinery", "title": "Joinery", "version": .string(version)]
  }

  private var discovered: [String: JSON] {
    [
      "supportedVersions": .array(Revision.allCases.map { .string($0.rawValue) }),
      "capabilities": Self.capabilities, "instructions": .string(Self.instructions),
    ]
  }

  /// A result as the request's revision has it.
  ///
  /// - Parameter milliseconds: how long it holds; nil where the protocol does not say that of it.
  private func result(
    _ fields: [String: JSON], for request: Request, freshFor milliseconds: Int? = nil
  ) -> JSON {
    guard !request.revision.hasHandshake else { return .object(fields) }
    var fields = fields
    fields["resultType"] = "complete"
    fields["_meta"] = .object([Revision.key("serverInfo"): identity])
    if let milliseconds {
      fields["ttlMs"] = .integer(milliseconds)
      fields["cacheScope"] = "private"
    }
    return .object(fields)
  }
}
