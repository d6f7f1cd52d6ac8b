import Foundation
import HTTPEmbeddings
import Synchronization
import Testing

/// The whole chain: `joinery`, this package's program, and a server. Passed over where `joinery` is
/// not built; `JOINERY` says where it is, else it is the checkout's.
@Suite struct `The program joinery` {
  private static let checkout = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../..").standardizedFileURL
  private static let joinery =
    ProcessInfo.processInfo.environment["JOINERY"]
    ?? checkout.appending(path: ".build/debug/joinery").path
  /// Where the program of this package was built, beside the tests.
  private static let built = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    .path
  private static let isThere =
    FileManager.default.isExecutableFile(atPath: joinery)
    && FileManager.default.isExecutableFile(atPath: "\(built)/joinery-embeddings-http")

  @Test(.enabled(if: isThere, "joinery is not built"))
  func `asks a server, says what it answers, and goes on where it was`() async throws {
    let refuses = Mutex(true)
    let server = try await TestServer.start { _, asked in
      refuses.withLock { $0 } ? .error(401, "who is secret-1?") : .vectors(asked)
    }
    let folder = NSTemporaryDirectory() + "chain-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let home = "\(folder)/home"
    try #expect(run("init", home).status == 0)
    try write("# One\nmerge\n## Two\npush\n", to: "\(folder)/files/a.md")
    try write(
      "embeddings: {provider: http, url: '\(server.url)', model: tiny, key: THE_KEY, batch: 1}",
      to: "\(home)/.joinery/config.yaml")
    try #expect(run("ingest", "\(folder)/files", "--home", home).status == 0)
    let refused = try run("embed", "--home", home)
    #expect(refused.status == 1 && refused.said.contains("answered 401: who is …?"))
    #expect(refused.said.contains("THE_KEY") && !refused.said.contains("secret-1"))
    refuses.withLock { $0 = false }
    let done = try run("embed", "--home", home, "--verbose")
    #expect(done.status == 0 && done.said.contains("2 of 2 sections have vectors"), "\(done.said)")
    #expect(done.said.contains("2 requests, 0 of them again"))
    #expect(server.asked.allSatisfy { $0.headers["authorization"] == "Bearer secret-1" })
    let near = try run("similar", "a.md#one", "--home", home)
    #expect(near.status == 0 && near.said.contains("a.md#one.two") || near.said.contains("#two"))
    #expect(try run("doctor", "--home", home).status == 0)
    try await server.end()
  }

  private func write(_ text: String, to path: String) throws {
    let file = URL(filePath: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// Runs it with the program in its path; what it says on either stream.
  private func run(_ arguments: String...) throws -> (status: Int32, said: String) {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: Self.joinery)
    process.arguments = arguments
    process.standardOutput = pipe
    process.standardError = pipe
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    process.environment = [
      "PATH": "\(Self.built):\(path)", "THE_KEY": "secret-1", "HOME": NSTemporaryDirectory(),
    ]
    try process.run()
    let said = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: said, as: UTF8.self))
  }
}
