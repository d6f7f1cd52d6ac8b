internal import JSONRPC
internal import Workbench

/// What a value that is being typed may become.
struct Completion: Sendable {
  let bench: Workbench

  /// The most that an answer may hold.
  static let limit = 100

  /// The ids or names that begin with what was typed.
  ///
  /// - Throws: the error to answer with.
  func answer(_ request: Request) throws -> [String: JSON] {
    guard let reference = request.params["ref"], let argument = request.params["argument"],
      let name = argument["name"]?.string, let typed = argument["value"]?.string
    else {
      throw RemoteError.badParameters("“ref”, “argument.name” and “argument.value” are needed")
    }
    guard reference["type"]?.string == "ref/resource" else {
      throw RemoteError.badParameters("only resources have arguments here")
    }
    switch (reference["uri"]?.string, name) {
    case (ResourceAddress.sections, "id"):
      let found = try bench.sectionIDs(beginningWith: typed, limit: Self.limit)
      return Self.answer(found.ids, of: found.total)
    case (ResourceAddress.components, "name"):
      let names = Set(try bench.list().map(\.name).filter { $0.hasPrefix(typed) }).sorted()
      return Self.answer(Array(names.prefix(Self.limit)), of: names.count)
    default:
      throw RemoteError.badParameters("there is no such template, or it has no such argument")
    }
  }

  private static func answer(_ values: [String], of total: Int) -> [String: JSON] {
    [
      "completion": [
        "values": .array(values.map { .string($0) }), "total": .integer(total),
        "hasMore": .bool(values.count < total),
      ]
    ]
  }
}
