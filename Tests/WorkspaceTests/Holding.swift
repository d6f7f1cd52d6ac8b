import Examples
import Foundation

extension Scratch {
  /// Starts another process that takes the lock on a file, writes its number there, and keeps it.
  func holdLock(_ file: String, for seconds: Int) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.currentDirectoryURL = URL(filePath: path)
    process.arguments = [
      "python3", "-c",
      """
      import fcntl, os, sys, time
      file = open(sys.argv[1], "w")
      fcntl.flock(file, fcntl.LOCK_EX)
      file.write(f"process {os.getpid()}")
      file.flush()
      print("held", flush=True)
      time.sleep(\(seconds))
      """, path + "/" + file,
    ]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    _ = output.fileHandleForReading.availableData
    return process
  }
}
