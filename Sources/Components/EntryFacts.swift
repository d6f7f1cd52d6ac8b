package import Sections

/// What the file an agent reads first says about its component. Kept between ingests, by the
/// file's hash, so that an unchanged file need not be read again.
package struct EntryFacts: Sendable, Equatable, Codable {
  /// The `name` it declares.
  package var name: String?
  /// The `version` it declares, itself or under `metadata`.
  package var version: String?
  /// The `description` it declares, itself or under `metadata`.
  package var summary: String?
  /// Every field, as JSON text by key.
  package var fields: [String: String]
  /// The frontmatter as the file has it, between the `---` lines. Nil for manifests.
  package var frontmatter: String?
  /// The program its `#!` line names.
  package var interpreter: String?
  /// What is wrong with its frontmatter or JSON, a sentence each.
  package var forgiven: [String]

  /// Reads the facts of `source`, which may be anything.
  package init(of source: Source) {
    let frontmatter = source.frontmatter.map { source.bytes[$0.yaml] }
    let isJSON = source.path.lowercased().hasSuffix(".json")
    let read =
      isJSON
      ? Frontmatter(json: source.bytes.dropFirst(source.byteOrderMark))
      : frontmatter.map { Frontmatter(yaml: $0) }
    let fields = FieldValue.map(read?.fields ?? [])
    func text(_ key: String) -> String? { (fields[key] ?? fields["metadata"]?[key])?.text }
    name = fields["name"]?.text
    version = text("version")
    summary = text("description")
    self.fields = Dictionary(
      (read?.fields ?? []).map { ($0.key, $0.value.json) }, uniquingKeysWith: { $1 })
    self.frontmatter = isJSON ? nil : frontmatter.map { String(decoding: $0, as: UTF8.self) }
    interpreter = source.interpreter
    forgiven = read?.forgiven ?? []
  }
}
