#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What happens when someone interrupts a session in which nothing was written yet.
enum Interruption {
  /// From now on an interruption says that nothing was written, and ends the program as ever.
  static func begin() {
    signal(SIGINT) { _ in
      // Only what a signal handler may do.
      let words: StaticString = "\nNothing was written.\n"
      _ = write(STDOUT_FILENO, words.utf8Start, words.utf8CodeUnitCount)
      signal(SIGINT, SIG_DFL)
      raise(SIGINT)
    }
  }

  /// From now on an interruption is what it always is.
  static func end() { signal(SIGINT, SIG_DFL) }
}
