import Foundation

/// Gives `body` the path of a library that is not there yet, in a folder of its own.
func onDisk(_ body: (URL) async throws -> Void) async throws {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "joinery-graph-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try await body(folder.appending(path: "library.sqlite"))
}

/// What the sqlite3 program says to `sql` about a file; nil where there is no such program.
func sqlite3(_ file: URL, _ sql: String) throws -> String? {
  let program = URL(fileURLWithPath: "/usr/bin/sqlite3")
  guard FileManager.default.isExecutableFile(atPath: program.path) else { return nil }
  let process = Process()
  let pipe = Pipe()
  process.executableURL = program
  process.arguments = [file.path, sql]
  process.standardOutput = pipe
  process.standardError = pipe
  try process.run()
  let output = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return String(decoding: output, as: UTF8.self)
}
