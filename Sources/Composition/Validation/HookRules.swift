internal import Foundation

extension Rule {
  static let hooks: [Rule] = [.hooksMissing, .hookEvent, .hookShape, .hookHandler]

  static let hooksMissing = Rule("hooks-missing", .error, "hooks.json has an object “hooks”.")
  static let hookEvent = Rule("hook-event", .error, "A hook waits for an event that there is.")
  static let hookShape = Rule(
    "hook-shape", .error, "An event has a list of matchers, each with a list of handlers.")
  static let hookHandler = Rule(
    "hook-handler", .error, "A handler has a type, and what that type needs.")
}

extension Validation {
  /// The rules for `hooks.json`: known events, and handlers that say what to run.
  mutating func checkHooks(_ bytes: [UInt8]) {
    guard let top = object(bytes, in: entry) else { return }
    guard let events = top["hooks"] as? [String: Any] else {
      return report(.hooksMissing, "there is no object under “hooks”", line: nil)
    }
    checkEvents(events, in: entry)
  }

  /// The rules for the events and handlers of an object `hooks`, wherever it is.
  mutating func checkEvents(_ events: [String: Any], in path: String) {
    for (event, value) in events.sorted(by: { $0.key < $1.key }) {
      if !HookRules.events.contains(event) {
        let message = "“\(event)” is no event that hooks can wait for"
        report(.hookEvent, message, line: nil, path: path)
      }
      guard let groups = value as? [[String: Any]] else {
        report(.hookShape, "“\(event)” should be a list of objects", line: nil, path: path)
        continue
      }
      for problem in groups.flatMap(HookRules.objections(toGroup:)) {
        report(.hookHandler, "a handler of “\(event)” \(problem)", line: nil, path: path)
      }
    }
  }
}

/// What hooks may be: Claude Code’s documentation, “Hooks reference”.
enum HookRules {
  /// The events that Claude Code sends.
  static let events: Set<String> = [
    "PreToolUse", "PostToolUse", "PostToolUseFailure", "PostToolBatch", "PermissionRequest",
    "PermissionDenied", "UserPromptSubmit", "UserPromptExpansion", "Notification", "Stop",
    "StopFailure", "SubagentStart", "SubagentStop", "SessionStart", "SessionEnd", "PreCompact",
    "PostCompact", "Setup", "TeammateIdle", "TaskCreated", "TaskCompleted", "ConfigChange",
    "CwdChanged", "DirectoryAdded", "FileChanged", "InstructionsLoaded", "WorktreeCreate",
    "WorktreeRemove", "Elicitation", "ElicitationResult", "PreModelSwitch", "PostModelSwitch",
    "MessageDisplay",
  ]

  /// For each type of handler, the keys that say what it does.
  private static let handlers = [
    "command": ["command"], "prompt": ["prompt"], "agent": ["prompt"], "http": ["url"],
    "mcp_tool": ["server", "tool"],
  ]

  /// What is wrong with a matcher and its handlers.
  static func objections(toGroup group: [String: Any]) -> [String] {
    if let matcher = group["matcher"], !(matcher is String) {
      return ["cannot be chosen: “matcher” should be text"]
    }
    guard let hooks = group["hooks"] as? [[String: Any]], !hooks.isEmpty else {
      return ["is missing: “hooks” should be a list of objects"]
    }
    return hooks.flatMap(objections(toHandler:))
  }

  private static func objections(toHandler hook: [String: Any]) -> [String] {
    guard let type = hook["type"] as? String, let keys = handlers[type] else {
      return ["should have the type \(handlers.keys.sorted().joined(separator: ", "))"]
    }
    var objections = keys.filter { (hook[$0] as? String ?? "").isEmpty }.map {
      "has no “\($0)”, which the type \(type) needs"
    }
    if let timeout = hook["timeout"], (timeout as? Double ?? -1) <= 0 {
      objections.append("has a “timeout” that is no number of seconds")
    }
    return objections
  }
}
