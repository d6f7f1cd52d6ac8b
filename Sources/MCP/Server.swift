internal import Foundation
package import JSONRPC
internal import Sections
internal import Synchronization
package import Workbench

/// The door for agents: tools and resources over lines of JSON-RPC, as the Model Context Protocol
/// has them.
///
/// A thread of its own reads; each request is a task, and is answered as it finishes. Revisions of
/// the protocol with a session and those without one are served side by side.
package final class Server: Sendable {
  /// The longest line that is read, in bytes.
  package static let longestLine = 4 << 20
  /// How many requests are answered at once. More wait where they are, unread.
  static let mostCalls = 64

  private let desk: Desk
  private let writer: LineWriter
  private let bell: Bell
  private let calls = Calls()
  private let room = DispatchSemaphore(value: mostCalls)
  private let session = Mutex<Revision?>(nil)

  /// A server about `bench`, which writes to `output` and nowhere else.
  ///
  /// - Parameters:
  ///   - tools: what agents can do.
  ///   - version: the program's.
  /// - Throws: `LineFailure` where the system has no descriptors left.
  package init(
    _ bench: Workbench, tools: [Tool], version: String, output: consuming Descriptor
  ) throws {
    desk = Desk(bench, tools: tools, version: version)
    writer = LineWriter(output)
    bell = try Bell()
  }

  /// Serves until `input` ends, and then finishes what was asked; or until ``stop()``, after which
  /// nothing more is answered. What is being written to the disk is finished either way.
  package func serve(_ input: consuming Descriptor) async {
    let reader = Mutex(LineReader(input, limit: Self.longestLine, until: bell.descriptor()))
    await withCheckedContinuation { ended in
      let thread = Thread {
        reader.withLock { self.read(from: &$0) }
        ended.resume()
      }
      thread.start()
    }
    await calls.drain()
    writer.close()
  }

  /// Ends ``serve(_:)`` soon.
  package func stop() {
    calls.cancelAll()
    writer.giveUp()
    bell.ring()
  }

  // MARK: What arrives

  private func read(from reader: inout LineReader) {
    // What the system refuses is the end, as a closed pipe is.
    while let arrival = (try? reader.next()) ?? nil {
      switch arrival {
      case .line(let line): receive(line)
      case .tooLong:
        refuse(nil, .notAMessage("the line is longer than \(Self.longestLine) bytes"))
      }
    }
  }

  private func receive(_ line: [UInt8]) {
    guard line.contains(where: { ![0x20, 0x09, 0x0D].contains($0) }) else { return }
    do throws(RemoteError) {
      switch try Message(line: line) {
      case .request(let id, let method, let params): receive(id, method, params)
      case .notification("notifications/cancelled", let params):
        if let id = MessageID(params?["requestId"]) { calls.cancel(id) }
      // Other notifications need nothing done; nothing is asked here that could be answered.
      case .notification, .response, .failure: break
      }
    } catch {
      refuse(MessageID(line: line), error)
    }
  }

  private func receive(_ id: MessageID, _ method: String, _ params: JSON?) {
    do throws(RemoteError) {
      let fields = try Self.fields(params)
      let named = try Revision.named(in: params)
      switch (named, method) {
      case (nil, "ping"): send(.response(id: id, result: [:]))
      case (nil, "initialize"): send(.response(id: id, result: try begin(fields)))
      default:
        guard let revision = named ?? session.withLock({ $0 }) else {
          throw .notNow("“initialize” comes first, or a protocol version in “_meta”")
        }
        try start(Request(id: id, method: method, params: fields, revision: revision))
      }
    } catch {
      refuse(id, error)
    }
  }

  private static func fields(_ params: JSON?) throws(RemoteError) -> [String: JSON] {
    switch params {
    case nil: return [:]
    case .object(let fields): return fields
    default: throw .badParameters("“params” is not an object")
    }
  }

  /// Begins the session.
  private func begin(_ params: [String: JSON]) throws(RemoteError) -> JSON {
    guard let wanted = params["protocolVersion"]?.string else {
      throw .badParameters("“initialize” needs “protocolVersion”, a text")
    }
    let revision = Revision.agreed(on: wanted)
    let isFirst = session.withLock { session in
      defer { session = session ?? revision }
      return session == nil
    }
    guard isFirst else { throw .notNow("the session has begun already") }
    return desk.welcome(revision)
  }

  // MARK: What is answered

  private func start(_ request: Request) throws(RemoteError) {
    room.wait()
    let begun = calls.begin(request.id) {
      await self.answer(request)
      self.room.signal()
    }
    guard !begun else { return }
    room.signal()
    throw .notNow("a request of the same id is not answered yet")
  }

  private func answer(_ request: Request) async {
    let progress = Progress(request.progressToken) { message in
      if self.calls.isWanted(request.id) { self.send(message) }
    }
    let message: Message
    do {
      message = .response(id: request.id, result: try await desk.answer(request, progress))
    } catch let error as RemoteError {
      message = .failure(id: request.id, error: error)
    } catch {
      let reason = (error as? any Explained)?.description ?? "\(error)"
      message = .failure(id: request.id, error: RemoteError(code: -32603, message: reason))
    }
    if calls.finish(request.id) { send(message) }
  }

  private func refuse(_ id: MessageID?, _ error: RemoteError) {
    send(.failure(id: id, error: error))
  }

  private func send(_ message: Message) {
    do {
      try writer.send(message.line)
    } catch {
      // Nobody reads any more.
      stop()
    }
  }
}
