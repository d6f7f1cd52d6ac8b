internal import Foundation
internal import Sections

extension Validation {
  /// The rules for `hooks.json`: known events, and handlers that say what to run.
  mutating func checkHooks(_ bytes: [UInt8]) {
    guard let top = object(bytes) else { return }
    guard let events = top["hooks"] as? [String: Any] else {
      return report("hooks-missing", "there is no object under “hooks”", line: nil)
    }
    for (event, value) in events.sorted(by: { $0.key < $1.key }) {
      if !HookRules.events.contains(event) {
        report("hook-event", "“\(event)” is no event that hooks can wait for", line: nil)
      }
      guard let groups = value as? [[String: Any]] else {
        report("hook-shape", "“\(event)” should be a list of objects", line: nil)
        continue
      }
      for problem in groups.flatMap(HookRules.objections(toGroup:)) {
        report("hook-handler", "a handler of “\(event)” \(problem)", line: nil)
      }
    }
  }

  /// The rules for `plugin.json`.
  mutating func checkManifest(_ bytes: [UInt8]) {
    guard let top = object(bytes) else { return }
    if let name = top["name"] as? String, !name.isEmpty {
      for (rule, message) in FieldRules.objections(toName: name) {
        report(rule, message, line: nil)
      }
    } else {
      report("name-missing", "there is no name, or it is no text", line: nil)
    }
    for key in ["version", "description", "homepage", "license"] {
      if let value = top[key], !(value is String) {
        report("manifest-field", "“\(key)” should be text", line: nil)
      }
    }
    if let version = top["version"] as? String, !ManifestRules.isVersion(version) {
      let message = "“\(version)” is no semantic version, like 1.2.0"
      report("manifest-version", message, line: nil, severity: .warning)
    }
    if top["description"] == nil {
      report("description-missing", "there is no description", line: nil, severity: .warning)
    }
  }

  private mutating func object(_ bytes: [UInt8]) -> [String: Any]? {
    guard let value = try? JSONSerialization.jsonObject(with: Data(bytes)) else {
      report("json", "not valid JSON", line: nil)
      return nil
    }
    guard let object = value as? [String: Any] else {
      report("json", "not a JSON object", line: nil)
      return nil
    }
    return object
  }
}

/// What a plugin's manifest may say.
enum ManifestRules {
  /// Whether `text` is three numbers, perhaps with a label after `-` or `+`.
  static func isVersion(_ text: String) -> Bool {
    let numbers = text.prefix { $0 != "-" && $0 != "+" }.split(
      separator: ".", omittingEmptySubsequences: false)
    return numbers.count == 3 && numbers.allSatisfy { Int($0).map { $0 >= 0 } ?? false }
  }
}

/// What hooks may be.
enum HookRules {
  /// The events that Claude Code sends.
  static let events: Set<String> = [
    "PreToolUse", "PostToolUse", "PostToolUseFailure", "PermissionRequest", "PermissionDenied",
    "UserPromptSubmit", "Notification", "Stop", "StopFailure", "SubagentStart", "SubagentStop",
    "SessionStart", "SessionEnd", "PreCompact", "PostCompact", "Setup", "TeammateIdle",
    "TaskCreated", "TaskCompleted", "ConfigChange", "CwdChanged", "FileChanged",
    "InstructionsLoaded", "WorktreeCreate", "WorktreeRemove", "Elicitation", "ElicitationResult",
  ]

  /// For each type of handler, the key that says what it does.
  private static let handlers = [
    "command": "command", "prompt": "prompt", "agent": "prompt", "http": "url",
  ]

  /// What is wrong with a matcher and its handlers.
  static func objections(toGroup group: [String: Any]) -> [String] {
    guard let hooks = group["hooks"] as? [[String: Any]], !hooks.isEmpty else {
      return ["is missing: “hooks” should be a list of objects"]
    }
    return hooks.compactMap { hook in
      guard let type = hook["type"] as? String, let key = handlers[type] else {
        return "should have the type \(handlers.keys.sorted().joined(separator: ", "))"
      }
      guard let text = hook[key] as? String, !text.isEmpty else {
        return "has no “\(key)”, which the type \(type) needs"
      }
      return nil
    }
  }
}
