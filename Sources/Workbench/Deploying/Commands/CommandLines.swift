/// The lines of a file that declare commands, told by their keys alone: for TOML, and for JSON and
/// YAML that is not as it should be, which an agent may understand all the same.
enum CommandLines {
  private static let settings = [
    "headersHelper", "apiKeyHelper", "awsAuthRefresh", "awsCredentialExport", "gcpAuthRefresh",
    "otelHeadersHelper", "proxyAuthHelper", "processWrapper", "policyHelper", "statusLine",
    "discoveryCommand", "callCommand", "toolDiscoveryCommand", "toolCallCommand",
  ]
  private static let words =
    ["command", "args", "notify", "bash", "powershell", "url", "httpUrl"] + settings
  private static let declaring =
    ["hooks", "Servers", "mcp-servers", "mcp_servers", "fileSuggestion", "StatusLine"] + settings

  /// Whether there may be a declaration in some JSON or YAML: a quick look, so that most files
  /// need not be read.
  static func mayDeclare(_ text: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: text, as: UTF8.self)
    // A key may be spelled with escapes, which agents read as what they stand for.
    return text.contains("\\") || declaring.contains { text.contains($0) }
  }

  /// The lines in a part of a file that have such a key, each as a command.
  static func all(in bytes: [UInt8], from range: Range<Int>) -> [DeployCommand] {
    let first = bytes[..<range.lowerBound].count { $0 == 0x0A } + 1
    let lines = bytes[range].split(separator: 0x0A, omittingEmptySubsequences: false)
    return lines.enumerated().compactMap { number, line in
      let text = String(decoding: line, as: UTF8.self)
      guard let key = words.first(where: { declares($0, in: text) }) else { return nil }
      let shown = text.trimming { $0.isWhitespace || $0 == "," }
      return DeployCommand(what: .setting, name: key, line: first + number, text: shown)
    }
  }

  /// Whether `word` stands in a line as a key: before a colon or an equals sign.
  private static func declares(_ word: String, in line: String) -> Bool {
    line.ranges(of: word).contains { range in
      let before = line[..<range.lowerBound].last
      let after = line[range.upperBound...].drop { $0 == "\"" || $0 == "'" || $0 == " " }.first
      return !(before.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false)
        && (after == ":" || after == "=")
    }
  }
}

extension String {
  /// Without the characters around that are so.
  fileprivate func trimming(_ isDropped: (Character) -> Bool) -> String {
    var text = self[...].drop(while: isDropped)
    while let last = text.last, isDropped(last) { text.removeLast() }
    return String(text)
  }
}
