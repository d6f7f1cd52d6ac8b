import GRDB
import Sections
import Synchronization

/// One state of a library, in one transaction that lasts as long as the value.
///
/// As that state never changes, what was found once in it need not be looked for again.
final class Moment: Sendable {
  /// What was found.
  struct Memory {
    var resolutions: [PathKey: Resolution] = [:]
    var documents: [PathKey: StoredDocument?] = [:]
    var components: [PathKey: Component?] = [:]
    var roots: [PathKey: [Root]] = [:]
  }

  private let connections: Connections
  private let queue: DatabaseQueue
  private let memory = Mutex(Memory())

  init(_ connections: Connections) throws {
    self.connections = connections
    queue = try connections.take() ?? connections.another()
    do {
      try queue.inDatabase { try $0.beginTransaction(.deferred) }
    } catch {
      connections.give(queue)
      throw error
    }
  }

  deinit {
    // A connection that cannot end its transaction is closed, which ends it.
    guard (try? queue.inDatabase({ try $0.commit() })) != nil else { return }
    connections.give(queue)
  }

  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try queue.unsafeRead(body)
  }

  /// The value of `key` in `place`, which `find` finds the first time.
  func remembered<Value: Sendable>(
    _ place: WritableKeyPath<Memory, [PathKey: Value]>, _ key: PathKey, _ find: () throws -> Value
  ) rethrows -> Value {
    if let known = memory.withLock({ $0[keyPath: place][key] }) { return known }
    let found = try find()
    memory.withLock { $0[keyPath: place][key] = found }
    return found
  }
}

extension SectionGraph {
  /// The library as it is at the first read, for as long as the value is kept: what is written
  /// meanwhile is not seen. For work that reads much, whose parts have to agree with each other.
  package func still() throws -> SectionGraph {
    guard moment == nil, connections.path != ":memory:" else { return self }
    do {
      return SectionGraph(connections, at: try Moment(connections))
    } catch let error as DatabaseError {
      throw GraphFailure(error, path: connections.path)
    }
  }

  /// What `find` finds; of a moment, what it found the first time.
  func remembered<Value: Sendable>(
    _ place: WritableKeyPath<Moment.Memory, [PathKey: Value]>, _ key: String,
    _ find: () throws -> Value
  ) throws -> Value {
    guard let moment else { return try find() }
    return try moment.remembered(place, PathKey(key), find)
  }
}
