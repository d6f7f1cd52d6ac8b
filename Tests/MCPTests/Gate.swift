import MCP
import Synchronization

/// Something that calls wait at until it is opened.
final class Gate: Sendable {
  private struct State {
    var isOpen = false
    var waiting: [CheckedContinuation<Void, Never>] = []
    var cancelled = 0
    var hasBegun = false
  }

  private let state = Mutex(State())

  /// How many calls were stopped while they waited.
  var cancelled: Int { state.withLock(\.cancelled) }

  /// Whether anybody came here.
  var hasBegun: Bool { state.withLock(\.hasBegun) }

  /// Lets everybody pass from now on.
  func open() {
    let waiting = state.withLock { state in
      defer { state.waiting = [] }
      state.isOpen = true
      return state.waiting
    }
    for each in waiting { each.resume() }
  }

  /// Waits, or ends at once where the task is cancelled.
  func pass() async throws {
    state.withLock { $0.hasBegun = true }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOpen = state.withLock { state in
          if !state.isOpen { state.waiting.append(continuation) }
          return state.isOpen
        }
        if isOpen { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.cancelled += 1 }
      open()
    }
    try Task.checkCancellation()
  }

  /// A tool that waits here.
  var tool: Tool {
    Tool(
      name: "wait", summary: "Waits.", input: .arguments(.optional("steps", .count(0...1000))),
      output: .answer()
    ) { _, arguments, progress in
      let steps = arguments.count("steps") ?? 0
      for step in 0..<steps { progress.report(step + 1, of: steps) }
      try await self.pass()
      return try Answer(["done": true], text: "done")
    }
  }
}
