import Examples
import Synchronization
import Workspace

/// Something that happens when an effect is about to, for the n-th time.
struct Event: Sendable {
  let effect: Effect
  let number: Int
  /// Does it, and says what comes of the effect: 0 for nothing, or an error number.
  let body: @Sendable () throws -> Int32

  init(_ effect: Effect, _ number: Int = 1, _ body: @escaping @Sendable () throws -> Int32) {
    self.effect = effect
    self.number = number
    self.body = body
  }
}

extension Hazard {
  /// Things that happen, and a crash at the n-th effect: that one and all that follow fail.
  static func events(_ events: [Event] = [], crash moment: Int = .max) -> Hazard {
    let counts = Dictionary(uniqueKeysWithValues: Effect.allCases.map { ($0, Counting()) })
    let total = Counting()
    return Hazard { effect in
      let number = counts[effect]?.next()
      let event = events.first { $0.effect == effect && $0.number == number }
      let code = (try? event?.body()) ?? 0
      return total.next() >= moment ? 5 : code
    }
  }
}

/// Counts from 1.
final class Counting: Sendable {
  private let count = Mutex(0)

  func next() -> Int {
    count.withLock { count in
      count += 1
      return count
    }
  }
}

extension Scratch {
  /// Everything that can be seen of what is in the folder: names, kinds, modes, files, bytes.
  func fingerprint() throws -> String {
    try run(
      "sh", "-c",
      "find . -printf '%p %y %m %s %l %i %n %T@\\n' | sort; find . -type f -exec sha256sum {} + | sort"
    )
  }

  /// The text of every file of the folder itself, by name.
  func texts() throws -> [String: String] {
    let names = try run("ls", "-A").split(separator: "\n").map(String.init)
    return Dictionary(uniqueKeysWithValues: names.map { ($0, text($0) ?? "") })
  }
}
