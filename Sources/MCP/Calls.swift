internal import JSONRPC
internal import Synchronization

/// The requests that are being answered.
final class Calls: Sendable {
  private struct State {
    /// The calls whose answers are still wanted, by the ids that the client gave them.
    var wanted: [MessageID: Int] = [:]
    /// All calls that have not ended, by numbers of our own.
    var tasks: [Int: Task<Void, Never>] = [:]
    var lastNumber = 0
  }

  private let state = Mutex(State())

  /// Begins a call.
  ///
  /// - Returns: false where another of that id has not been answered.
  func begin(_ id: MessageID, _ body: @escaping @Sendable () async -> Void) -> Bool {
    state.withLock { state in
      guard state.wanted[id] == nil else { return false }
      state.lastNumber += 1
      let number = state.lastNumber
      state.wanted[id] = number
      // The call cannot end before it is listed: ending takes the lock.
      state.tasks[number] = Task {
        await body()
        self.end(id, number)
      }
      return true
    }
  }

  private func end(_ id: MessageID, _ number: Int) {
    state.withLock { state in
      state.tasks[number] = nil
      if state.wanted[id] == number { state.wanted[id] = nil }
    }
  }

  /// Takes note that a call has its answer. False where nobody wants that any more.
  func finish(_ id: MessageID) -> Bool {
    state.withLock { $0.wanted.removeValue(forKey: id) != nil }
  }

  /// Whether the answer to a call is still wanted.
  func isWanted(_ id: MessageID) -> Bool { state.withLock { $0.wanted[id] != nil } }

  /// Stops a call, whose answer is not wanted any more. Nothing happens where there is none.
  func cancel(_ id: MessageID) {
    state.withLock { state in
      guard let number = state.wanted.removeValue(forKey: id) else { return }
      state.tasks[number]?.cancel()
    }
  }

  /// Stops all calls.
  func cancelAll() {
    state.withLock { state in
      state.wanted = [:]
      for task in state.tasks.values { task.cancel() }
    }
  }

  /// Waits until all calls have ended.
  func drain() async {
    while let task = state.withLock({ $0.tasks.values.first }) { await task.value }
  }
}
