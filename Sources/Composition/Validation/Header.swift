internal import Sections
internal import Yams

/// The fields between the `---` lines at the start of a Markdown file.
struct Header {
  /// A field: its value where it is text, and its line in the file.
  struct Field {
    /// Its value; nil where it is no text.
    var text: String?
    /// Where it stands, counted from 1.
    var line: Int
  }

  /// Why there are no fields.
  enum Failure: Error {
    /// The file does not begin with a `---` line.
    case missing
    /// No second `---` line follows.
    case unclosed
    /// What stands between is no YAML mapping.
    case notYAML(line: Int, reason: String)
  }

  /// The fields by key.
  private(set) var fields: [String: Field] = [:]

  /// Reads the fields of the file that `bytes` are.
  init(_ bytes: [UInt8]) throws(Failure) {
    let source = Source(path: "", bytes: bytes)
    guard let range = source.frontmatter?.yaml else {
      let start = bytes.dropFirst(source.byteOrderMark)
      throw start.starts(with: "---".utf8) ? .unclosed : .missing
    }
    do {
      guard let node = try YAMLDocument.top(of: source.text(range)), let mapping = node.mapping
      else {
        throw Failure.notYAML(line: 2, reason: "the frontmatter has no fields")
      }
      for (key, value) in mapping {
        let name = key.scalar?.string ?? ""
        fields[name] = Field(text: Header.text(value), line: (key.mark?.line ?? 1) + 1)
      }
    } catch let failure as Failure {
      throw failure
    } catch {
      let complaint = YAMLComplaint(error)
      throw .notYAML(line: complaint.line + 1, reason: complaint.reason)
    }
  }

  /// The text of a scalar, numbers included, as it is written; a list or mapping has none.
  private static func text(_ node: Node) -> String? {
    guard let scalar = node.scalar else { return nil }
    return scalar.style == .plain && node.tag == Tag(.null) ? "" : scalar.string
  }
}
