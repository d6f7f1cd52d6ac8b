import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A server of our own on this machine, that answers as a test wants.
final class TestServer: Sendable {
  /// What it was asked.
  struct Asked: Sendable {
    var path: String
    var headers: [String: String]
    var body: [UInt8]
  }

  /// What it does then.
  enum Answer: Sendable {
    /// It answers.
    case reply(status: Int, headers: [String: String] = [:], body: [UInt8])
    /// It answers a part, and cuts the connection.
    case cut(body: [UInt8])
    /// It never answers.
    case silence
  }

  private struct State {
    var asked: [Asked] = []
    var open = 0
    var most = 0
  }

  private let state = Mutex(State())
  private let channel: any Channel
  private let respond: @Sendable (Int, Asked) -> Answer

  /// Starts a server.
  ///
  /// - Parameter respond: what to do with the request of that number, from 0.
  static func start(
    _ respond: @escaping @Sendable (Int, Asked) -> Answer
  ) async throws -> TestServer {
    let shared = Shared()
    let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(Handler(shared))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    let server = TestServer(channel, respond)
    shared.box.withLock { $0 = server }
    return server
  }

  private init(_ channel: any Channel, _ respond: @escaping @Sendable (Int, Asked) -> Answer) {
    self.channel = channel
    self.respond = respond
  }

  /// Where it is, as users write it.
  var url: String { "http://127.0.0.1:\(channel.localAddress?.port ?? 0)/v1" }

  /// What it was asked so far.
  var asked: [Asked] { state.withLock { $0.asked } }

  /// How many requests were under way at once, at most.
  var mostAtOnce: Int { state.withLock { $0.most } }

  /// Ends it.
  func end() async throws { try await channel.close() }

  fileprivate func answer(_ asked: Asked) -> Answer {
    let number = state.withLock { state in
      state.asked.append(asked)
      return state.asked.count - 1
    }
    return respond(number, asked)
  }

  fileprivate func isOpen(_ more: Int) {
    state.withLock { state in
      state.open += more
      state.most = max(state.most, state.open)
    }
  }
}

/// What the handlers find their server by, which is there only after they are.
private final class Shared: Sendable {
  let box = Mutex<TestServer?>(nil)
  var server: TestServer? { box.withLock { $0 } }
}

private final class Handler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart
  private let shared: Shared
  private var asked = TestServer.Asked(path: "", headers: [:], body: [])

  init(_ shared: Shared) { self.shared = shared }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      shared.server?.isOpen(1)
      let headers = head.headers.map { ($0.name.lowercased(), $0.value) }
      asked = .init(
        path: head.uri, headers: Dictionary(headers) { first, _ in first }, body: [])
    case .body(let bytes): asked.body += bytes.readableBytesView
    case .end: respond(context)
    }
  }

  private func respond(_ context: ChannelHandlerContext) {
    guard let server = shared.server else { return context.close(promise: nil) }
    switch server.answer(asked) {
    case .silence: return
    case .reply(let status, let headers, let body):
      write(context, status, headers, body, length: body.count)
      server.isOpen(-1)
      context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    case .cut(let body):
      write(context, 200, [:], body, length: body.count + 10)
      server.isOpen(-1)
      context.flush()
      context.close(promise: nil)
    }
  }

  private func write(
    _ context: ChannelHandlerContext, _ status: Int, _ headers: [String: String], _ body: [UInt8],
    length: Int
  ) {
    var fields = HTTPHeaders(headers.map { ($0.key, $0.value) })
    fields.add(name: "content-length", value: "\(length)")
    let head = HTTPResponseHead(
      version: .http1_1, status: .init(statusCode: status), headers: fields)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
  }
}
