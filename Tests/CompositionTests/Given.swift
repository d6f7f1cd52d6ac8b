import Composition
import Foundation
import Sections
import Testing

/// The parts, recipes and templates that the tests speak of.
enum Given {
  /// The project's own templates folder.
  static let templates = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "templates")

  /// A template that ships.
  static func template(_ name: String) throws -> Template {
    let folder = templates.appending(path: name)
    var files: [String: [UInt8]] = [:]
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path()) {
      files[file] = Array(try Data(contentsOf: folder.appending(path: file)))
    }
    return try Template(files: files, folder: "templates/\(name)")
  }

  /// A template of one file, `out.md`, with a slot `body`.
  static func template(
    text: String, parameters: String = "", slot: String = ""
  ) throws(CompositionFailure) -> Template {
    let yaml = """
      name: t
      kind: skill
      description: for tests
      root: skills/t
      parameters:
        - { name: name, default: t, help: its name }
      \(parameters)
      slots:
        - { name: body, help: what it says, level: 2 }
      \(slot)
      files:
        - { path: out.md, from: out.md.mustache }
      """
    return try Template(
      files: ["template.yaml": Array(yaml.utf8), "out.md.mustache": Array(text.utf8)],
      folder: "templates/t")
  }

  /// A section of a Markdown file whose headings are the lines that begin with `#`.
  static func section(_ address: String, _ text: String) throws -> Part {
    let bytes = Array(text.utf8)
    let lines = LineTable(bytes)
    var nodes: [Outline.Node] = []
    for line in lines.starts.indices where bytes[lines.starts[line]] == UInt8(ascii: "#") {
      let level = bytes[lines.range(ofLine: line)].prefix { $0 == UInt8(ascii: "#") }.count
      nodes.append(Outline.Node(lines.range(ofLine: line), .heading, title: "H", level: level))
    }
    return try part(address, bytes, nodes)
  }

  /// A section whose headings and blocks are `nodes`, in order; the first begins the section.
  static func part(
    _ address: String, _ bytes: [UInt8], _ nodes: [Outline.Node] = [], start: Int = 100
  ) throws -> Part {
    let address = try Address(address)
    let passage = Passage(
      id: SectionID(path: address.path, fragment: address.anchor ?? ""),
      hash: ContentHash(of: bytes), bytes: bytes, start: start)
    var part = Part(
      address: address, passage: passage, path: address.path, kind: nodes.first?.kind ?? .text,
      title: nodes.first?.title ?? address.anchor ?? "text")
    part.headings = nodes.compactMap { node in
      node.level.map { Part.Heading(start: node.range.lowerBound, level: $0) }
    }
    part.blocks = nodes.filter { $0.kind == .code }.map(\.range)
    return part
  }

  /// A function of a file of code.
  ///
  /// - Parameter text: the file.
  static func function(_ address: String, _ text: String) throws -> Part {
    let address = try Address(address)
    let code = try #require(try Code(Source(path: address.path, text: text)))
    return try #require(try code.part(address.anchor ?? ""))
  }

  /// What `template` makes of `parts` in its slot `body`.
  static func composed(
    _ template: Template, _ parts: Part..., edit: (inout Recipe) -> Void = { _ in }
  ) throws -> Composed {
    var recipe = Recipe(template: template.name)
    recipe.slots["body"] = parts.map { Recipe.Entry($0.address) }
    edit(&recipe)
    return try Composer.compose(template, recipe, parts: parts)
  }
}

extension Composed {
  /// The text of the file at `path`, below the root.
  func text(_ path: String) throws -> String {
    let file = try #require(files.first { $0.path == "\(root)/\(path)" })
    return String(decoding: file.draft.bytes, as: UTF8.self)
  }
}

extension Draft {
  /// The draft's text.
  var text: String { String(decoding: bytes, as: UTF8.self) }
}
