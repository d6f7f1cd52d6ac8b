internal import Workbench

/// A bar on standard error for work that takes over a second, when someone sits there.
final class ProgressBar: Sendable {
  private let label: String
  private let begun = ContinuousClock.now
  private let isShown: Bool

  /// A bar that says what is going on.
  init(_ label: String, isQuiet: Bool) {
    self.label = label
    isShown = Terminal.showsProgress && !isQuiet
  }

  /// Shows that `done` of `total` are done.
  func show(_ done: Int, of total: Int) {
    guard isShown, total > 0, ContinuousClock.now - begun > .seconds(1) else { return }
    let filled = 30 * done / total
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
    Terminal.noteInPlace("\r\(label) \(bar) \(done)/\(total)\u{1B}[K")
  }

  /// Takes the bar away.
  func finish() {
    guard isShown, ContinuousClock.now - begun > .seconds(1) else { return }
    Terminal.noteInPlace("\r\u{1B}[K")
  }
}
