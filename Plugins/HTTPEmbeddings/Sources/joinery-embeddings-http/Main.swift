internal import Foundation
internal import HTTPEmbeddings

/// Asks an endpoint for vectors on behalf of the program that started it: requests are lines of
/// its input, answers lines of its output. It ends when its input does.
@main
struct Main {
  static func main() async {
    let (lines, arriving) = AsyncStream.makeStream(of: String.self)
    let reader = Thread {
      while let line = readLine() { arriving.yield(line) }
      // Whoever asked is gone, and nobody waits for what is under way.
      exit(0)
    }
    reader.start()
    let server = LineServer(environment: ProcessInfo.processInfo.environment)
    for await line in lines {
      guard let answer = await server.answer(line) else { continue }
      FileHandle.standardOutput.write(Data("\(answer)\n".utf8))
    }
  }
}
