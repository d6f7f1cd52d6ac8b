internal import Foundation
internal import JSONRPC
internal import Sections

/// A program that answers questions, and the process it runs in at the moment.
///
/// An actor, because there is one process and it is asked one thing at a time. It has a queue of
/// its own, because waiting for the process blocks a thread.
actor Program {
  /// How many bytes a program may send for one file.
  private static let limit = 8 << 20

  private let manifest: Manifest
  private let trusted: Fingerprint
  private let environment: [String: String]
  private let queue: BlockingQueue
  private var child: Child?

  nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

  init(manifest: Manifest, trusted: Fingerprint, environment: [String: String]) {
    self.manifest = manifest
    self.trusted = trusted
    self.environment = environment
    queue = BlockingQueue(label: "parser \(manifest.id)")
  }

  /// Asks the program for `method`, starting it where it does not run.
  ///
  /// One that crashes or answers nonsense is started again and asked once more, in what is left of
  /// the time. After a failure its process is ended, so that the next file meets a fresh one.
  ///
  /// - Throws: why there is no answer.
  func call(_ method: String, _ params: JSON) throws(ParseFailure) -> JSON {
    let deadline = ContinuousClock.now + .seconds(manifest.deadlineSeconds)
    let first = ask(try takeChild(), method, params, by: deadline)
    switch first {
    case .failure(.timedOut), .failure(.refused): return try explaining(first)
    case .failure: return try explaining(ask(try takeChild(), method, params, by: deadline))
    case .success(let answer): return answer
    }
  }

  /// Asks `child`, and keeps it where it can be asked again.
  private func ask(
    _ child: consuming Child, _ method: String, _ params: JSON, by deadline: ContinuousClock.Instant
  ) -> Result<JSON, CallFailure> {
    do throws(CallFailure) {
      let answer = try child.client.call(method, params, by: deadline)
      self.child = consume child
      return .success(answer)
    } catch {
      if case .refused = error { self.child = consume child }
      return .failure(error)
    }
  }

  /// The process that runs, or a new one where what was trusted is still what is there.
  private func takeChild() throws(ParseFailure) -> Child {
    if let running = child.take() { return running }
    let changes = Fingerprint(of: manifest).changes(since: trusted)
    guard changes.isEmpty else {
      throw .failed(ExternalParserFailure.changed(id: manifest.id, files: changes).problem)
    }
    do {
      return try Child(
        command: manifest.command, folder: manifest.folder, environment: environment,
        limit: Program.limit)
    } catch { throw .failed(error.reason) }
  }

  private func explaining(_ result: Result<JSON, CallFailure>) throws(ParseFailure) -> JSON {
    switch result {
    case .success(let answer): return answer
    case .failure(.timedOut): throw .timedOut(seconds: manifest.deadlineSeconds)
    case .failure(.ended(let words)):
      throw .failed("the program ended without an answer" + (words.isEmpty ? "" : ": \(words)"))
    case .failure(.tooMuch(let limit)): throw .failed("the program sent more than \(limit) bytes")
    case .failure(.garbled(let reason)): throw .failed("the program does not answer: \(reason)")
    case .failure(.refused(let error)): throw .failed("the program says: \(error.message)")
    case .failure(.system(let code)):
      throw .failed("cannot talk to the program: \(String(cString: strerror(code)))")
    }
  }
}
