internal import Components
internal import Foundation
internal import Sections

/// The commands that the fields of a settings file, a manifest or frontmatter declare.
///
/// The keys are those of Claude Code’s documentation (“Hooks”, “Connect to tools via MCP”,
/// “Settings”, “Plugins reference”), Codex’s and Cursor’s (“Hooks”), GitHub’s (“Using hooks with
/// Copilot CLI”), and Gemini CLI’s (“Configuration”).
struct DeclaredCommands {
  /// Settings whose value is a command.
  private static let settings = [
    "apiKeyHelper", "awsAuthRefresh", "awsCredentialExport", "gcpAuthRefresh",
    "otelHeadersHelper", "proxyAuthHelper", "processWrapper", "statusLine.command",
    "subagentStatusLine.command", "fileSuggestion.command", "policyHelper.path",
    "tools.discoveryCommand", "tools.callCommand", "toolDiscoveryCommand", "toolCallCommand",
  ]
  private static let serverKeys = ["mcpServers", "mcp-servers", "mcp_servers", "lspServers"]
  private static let commandKeys = [
    "command", "bash", "powershell", "windows", "linux", "osx", "url",
  ]

  /// What was found, and how the part of it begins by which its line is told.
  private var found: [(command: DeployCommand, mark: String)] = []

  /// Looks through the fields of a file.
  init(_ fields: [Field]) {
    let fields = FieldValue.map(fields)
    if let hooks = fields["hooks"] { addHooks(hooks, event: nil) }
    for key in Self.serverKeys { addServers(fields[key]) }
    for setting in Self.settings {
      let keys = setting.split(separator: ".").map(String.init)
      let value = keys.reduce(FieldValue?.some(fields)) { $0?[$1] }
      if let text = value?.text { add(.setting, setting, text) }
    }
  }

  /// Adds the servers of a map from names to what is run or reached.
  mutating func addServers(_ value: FieldValue?) {
    guard case .map(let servers) = value else { return }
    for server in servers {
      if let command = server.value.commandLine("command", isWithVariables: true) {
        add(.server, server.key, command, at: server.value["command"]?.text)
      }
      for key in ["url", "httpUrl", "headersHelper"] {
        if let text = server.value[key]?.text { add(.server, server.key, text) }
      }
    }
  }

  /// The commands, each with the first line on which it stands in those bytes of a file.
  func located(in bytes: [UInt8], from range: Range<Int>) -> [DeployCommand] {
    let text = String(decoding: bytes[range], as: UTF8.self)
    let first = bytes[..<range.lowerBound].count { $0 == 0x0A } + 1
    return found.map { found in
      var command = found.command
      let start = Self.spellings(of: found.mark).lazy.compactMap { text.firstRange(of: $0) }.first
      let before = start.map { text.utf8[..<$0.lowerBound].count { $0 == 0x0A } }
      command.line = first + (before ?? 0)
      return command
    }
  }

  /// How a value may be written: as a JSON string, as it is, by its first line.
  private static func spellings(of value: String) -> [String] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    let quoted = (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) }
    return [quoted ?? value, value, String(value.prefix { !$0.isNewline })]
  }

  private mutating func addHooks(_ value: FieldValue, event: String?) {
    switch value {
    case .list(let values): for each in values { addHooks(each, event: event) }
    case .map(let fields):
      for key in Self.commandKeys {
        guard let command = value.commandLine(key, isWithVariables: false) else { continue }
        add(.hook, event ?? "", command, at: value[key]?.text)
      }
      for field in fields { addHooks(field.value, event: event ?? field.key) }
    case .null, .bool, .number, .string: break
    }
  }

  private mutating func add(
    _ what: DeployCommand.What, _ name: String, _ text: String, at mark: String? = nil
  ) {
    found.append((DeployCommand(what: what, name: name, line: 1, text: text), mark ?? text))
  }
}

extension FieldValue {
  /// The program under `key` with its `args`, as a shell would be told; its `env` before it where
  /// asked for.
  fileprivate func commandLine(_ key: String, isWithVariables: Bool) -> String? {
    guard let program = self[key]?.text else { return nil }
    var words = [program]
    if case .list(let arguments) = self["args"] ?? .null {
      words += arguments.map { ($0.text ?? $0.json).shellWord }
    }
    if isWithVariables, case .map(let variables) = self["env"] ?? .null {
      words = variables.map { "\($0.key)=\(($0.value.text ?? $0.value.json).shellWord)" } + words
    }
    return words.joined(separator: " ")
  }
}

extension String {
  /// The text as one word of a shell.
  fileprivate var shellWord: String {
    let isPlain =
      !isEmpty
      && utf8.allSatisfy { byte in
        let character = Character(Unicode.Scalar(byte))
        return character.isASCII
          && (character.isLetter || character.isNumber || "-_./:=@,+%".contains(character))
      }
    return isPlain ? self : "'" + replacing("'", with: #"'\''"#) + "'"
  }
}
