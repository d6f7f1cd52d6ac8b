internal import Synchronization

/// What is done one at a time, in the order in which it came: agents ask for several things at
/// once, and two that write would find what they read changed.
final class Turns: Sendable {
  private struct State {
    var isTaken = false
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  /// Does `body` when its turn comes; at once where it needs none.
  func taking<Value>(
    _ isNeeded: Bool, _ body: () async throws -> Value
  ) async rethrows -> Value {
    guard isNeeded else { return try await body() }
    await take()
    defer { give() }
    return try await body()
  }

  private func take() async {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        if state.isTaken { state.waiting.append(continuation) }
        defer { state.isTaken = true }
        return !state.isTaken
      }
      if isFree { continuation.resume() }
    }
  }

  private func give() {
    let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
      guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
      state.isTaken = false
      return nil
    }
    next?.resume()
  }
}
