import Examples
import Foundation

extension Scratch {
  /// Starts another process that takes the lock on a file, writes its number there, and keeps it.
  ///
  /// Only SIGKILL ends it for sure: it may inherit a mask that blocks all others.
  func holdLock(_ file: String) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.currentDirectoryURL = URL(filePath: path)
    process.arguments = [
      "python3", "-c",
      """
      import fcntl, os, sys
      file = open(sys.argv[1], "w")
      fcntl.flock(file, fcntl.LOCK_EX)
      file.write(f"process {os.getpid()}")
      file.flush()
      print("held", flush=True)
      sys.stdin.read()
      """, path + "/" + file,
    ]
    let output = Pipe()
    process.standardOutput = output
    // It ends with its input at the latest, so it never outlives the test.
    process.standardInput = Pipe()
    try process.run()
    _ = output.fileHandleForReading.availableData
    return process
  }
}
