/// What it takes to talk to other machines: who we are there, and who hears of progress.
///
/// What an address itself says of user and password comes first. No program is ever asked for
/// credentials, and a server of SSH must be in `~/.ssh/known_hosts`.
package struct Access: Sendable {
  /// Whether an SSH agent is running, whose keys are offered before those of files.
  package var hasAgent: Bool
  /// The files of private keys to offer to servers of SSH, in order.
  package var keys: [String]
  /// The password or token for servers of the web.
  package var token: String?
  /// Told how many objects or steps are done, of how many.
  package var progress: @Sendable (_ done: Int, _ total: Int) -> Void

  /// An access.
  package init(
    hasAgent: Bool = false, keys: [String] = [], token: String? = nil,
    progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) {
    self.hasAgent = hasAgent
    self.keys = keys
    self.token = token
    self.progress = progress
  }
}
