package import JSONRPC
internal import Sections
package import Workbench

/// Something that an agent can do: one method of the workbench.
///
/// A tool is a file of its own: a constant in an extension, and its name in ``all(mayWrite:)``.
/// Descriptions are read by an agent in every conversation; the list of all tools stays under
/// 2,000 tokens.
package struct Tool: Sendable {
  /// What a call may change.
  package enum Effect: Sendable {
    /// Nothing.
    case none
    /// It adds, and what it replaces can be had again.
    case adds
    /// It replaces and removes.
    case replaces
  }

  /// What it is called.
  package let name: String
  /// What it is for, in a sentence or two.
  package let summary: String
  /// What it takes.
  package let input: Schema
  /// What it answers with.
  package let output: Schema
  /// What it may change.
  package let effect: Effect
  /// Does it.
  package let call: @Sendable (Workbench, Arguments, Progress) async throws -> Answer

  /// A tool.
  package init(
    name: String, summary: String, input: Schema, output: Schema, effect: Effect = .none,
    call: @escaping @Sendable (Workbench, Arguments, Progress) async throws -> Answer
  ) {
    self.name = name
    self.summary = summary
    self.input = input
    self.output = output
    self.effect = effect
    self.call = call
  }

  /// The tool as a client is told of it.
  package var json: JSON {
    [
      "name": .string(name), "description": .string(summary), "inputSchema": input.json,
      "outputSchema": output.json, "annotations": effect.json,
    ]
  }
}

extension Tool {
  /// The tools, in the order in which an agent needs them.
  ///
  /// - Parameter mayWrite: whether those that write are among them, and may.
  package static func all(mayWrite: Bool) -> [Tool] {
    let reading = [
      searchSections, getOutline, getSection, getContext, listComponents, relatedSections,
      whereUsed,
      composeSkill(mayWrite: mayWrite), validateComponent, planDeploy,
    ]
    return mayWrite ? reading + [deploy] : reading
  }
}

extension Tool.Effect {
  /// As a client is told: hints, which are not to be trusted where the server is not.
  fileprivate var json: JSON {
    switch self {
    case .none: ["readOnlyHint": true]
    case .adds: ["readOnlyHint": false, "destructiveHint": false, "idempotentHint": true]
    case .replaces: ["readOnlyHint": false, "destructiveHint": true, "idempotentHint": true]
    }
  }
}

/// What a tool answers with: the value that every door shows, and a few lines that say it cheaply.
package struct Answer: Sendable {
  /// The value, an object.
  package let value: JSON
  /// The lines.
  package let text: String

  /// An answer whose value is an object.
  package init(_ value: some Encodable, text: String) throws {
    self.value = try JSON(showing: value)
    self.text = text
  }

  /// An answer whose value is a list, and so is put under a name: revisions before the last take
  /// only objects.
  package init(_ values: [some Encodable], as name: String, text: String) throws {
    value = .object([name: try JSON(showing: values)])
    self.text = text
  }

  /// The result of the call.
  var json: [String: JSON] {
    ["content": [["type": "text", "text": .string(text)]], "structuredContent": value]
  }

  /// The result of a call that failed: the two lines that every door shows.
  static func failure(_ error: any Error) -> [String: JSON] {
    let text = (error as? any Explained)?.description ?? "\(error)"
    return ["content": [["type": "text", "text": .string(text)]], "isError": true]
  }
}

extension String {
  /// The text on one line, of at most `limit` characters.
  func line(upTo limit: Int = 160) -> String {
    let line = split(whereSeparator: { $0.isWhitespace }).joined(separator: " ")
    return line.count > limit ? "\(line.prefix(limit - 1))…" : line
  }
}
