/// How long to go on asking.
package struct Patience: Sendable, Equatable {
  /// How often one thing is asked for.
  package var attempts: Int
  /// How long each may take.
  package var timeout: Duration
  /// How long to wait between attempts, all in all.
  package var waiting = Duration.seconds(300)

  /// Patience.
  package init(attempts: Int = 6, timeout: Duration = .seconds(120)) {
    self.attempts = attempts
    self.timeout = timeout
  }

  /// How long to wait after an attempt, from 1, that failed: twice as long each time, by chance up
  /// to a half less so that many that failed together do not come back together; and no less than
  /// the server says.
  ///
  /// - Parameter chance: from 0 to 1.
  func wait(after attempt: Int, told: Duration?, chance: Double) -> Duration {
    let longest = min(30, 0.5 * Double(1 << min(attempt - 1, 10)))
    return max(.seconds(longest * (1 - chance / 2)), told ?? .zero)
  }
}
