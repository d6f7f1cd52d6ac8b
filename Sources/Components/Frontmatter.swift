/// What the YAML at the beginning of a Markdown file says, or a manifest in JSON.
///
/// Read as YAML where it is; where it is not – real files have `description: Use when: …`, tabs
/// and duplicate keys – read line by line, and what had to be forgiven is told. There is always an
/// answer, if need be without fields.
package struct Frontmatter: Sendable, Equatable {
  /// Longer text is not read: 256 kB.
  static let sizeLimit = 256 * 1024

  /// The fields, in order. Every key once.
  package private(set) var fields: [Field]
  /// What is wrong with the text, a sentence each, the first few. Empty for YAML that is in order.
  package private(set) var forgiven: [String] = []

  /// Reads YAML as it stands between the `---` lines, of any encoding.
  package init(yaml bytes: some Collection<UInt8>) {
    guard bytes.count <= Frontmatter.sizeLimit else {
      fields = []
      forgiven = [
        "it has \(bytes.count) bytes, more than the \(Frontmatter.sizeLimit) that are read"
      ]
      return
    }
    let text = String(decoding: bytes, as: UTF8.self)
    if text.unicodeScalars.contains("\u{FFFD}") { forgiven.append("it may not be UTF-8") }
    do {
      fields = try StrictYAML.fields(of: text)
    } catch {
      forgiven.append(error.reason)
      let lenient = LenientYAML(text)
      fields = lenient.fields
      forgiven += lenient.forgiven.prefix(8)
    }
  }

  /// Fields that were read without fault.
  init(fields: [Field]) { self.fields = fields }

  /// The value of `key`.
  package subscript(key: String) -> FieldValue? { fields.first { $0.key == key }?.value }
}
