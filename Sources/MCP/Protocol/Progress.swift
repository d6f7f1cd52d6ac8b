internal import JSONRPC
internal import Synchronization

/// Tells a client how far a call has got, where it asked for that: each per cent once.
package final class Progress: Sendable {
  private let token: JSON?
  private let tell: @Sendable (Message) -> Void
  private let told = Mutex(-1)

  /// Progress under `token`, told by `tell`; nobody is told where there is no token.
  init(_ token: JSON?, tell: @escaping @Sendable (Message) -> Void) {
    self.token = token
    self.tell = tell
  }

  /// Says that `done` of `total` is done.
  package func report(_ done: Int, of total: Int) {
    guard let token, total > 0 else { return }
    let isNews = told.withLock { told in
      let share = done * 100 / total
      guard share > told else { return false }
      told = share
      return true
    }
    guard isNews else { return }
    tell(
      .notification(
        method: "notifications/progress",
        params: ["progressToken": token, "progress": .integer(done), "total": .integer(total)]))
  }
}
