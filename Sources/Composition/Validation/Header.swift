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
    let lines = LineTable(bytes)
    let line = { (number: Int) in
      String(decoding: bytes[lines.range(ofLine: number)], as: UTF8.self)
        .trimmingPrefix("\u{FEFF}").trimmingSpaces.filter { !$0.isNewline }
    }
    guard line(0) == "---" else { throw .missing }
    guard let end = (1..<max(1, lines.starts.count)).first(where: { line($0) == "---" }) else {
      throw .unclosed
    }
    let range = lines.range(ofLine: 1).lowerBound..<lines.range(ofLine: end).lowerBound
    do {
      let text = String(decoding: bytes[range], as: UTF8.self)
      guard let node = try YAMLDocument.top(of: text), let mapping = node.mapping else {
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

  /// The text of a scalar, as YAML writes it; a number or a list is not text.
  private static func text(_ node: Node) -> String? {
    guard let scalar = node.scalar else { return nil }
    return scalar.style == .plain && node.tag == Tag(.null) ? "" : scalar.string
  }
}
