import Examples
import Foundation
import Testing
import Workbench

/// Bytes are sacred: what was read can be written back when the originals are gone, whatever it was.
@Suite struct ByteExactTests {
  @Test func `every hostile file comes back as it was`() async throws {
    let bench = try Bench()
    for file in HostileFile.all {
      try bench.scratch.write(file.bytes, to: "files/\(file.path)")
      guard file.isExecutable else { continue }
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: "\(bench.files)/\(file.path)")
    }
    let report = try await bench.ingest()
    #expect(report.failed == [] && report.skipped == [])
    #expect(report.added.count == HostileFile.all.count)
    try bench.remove("")
    let findings = try bench.workbench.doctor(readData: true).findings
    #expect(findings.map(\.problem) == [])

    _ = try bench.workbench.export(nil, to: "\(bench.scratch.path)/out", overwriting: false)
    for file in HostileFile.all {
      let path = "out/files/\(file.path)"
      expectEqual(bench.scratch.read(path), file.bytes, file.path)
      let isExecutable = FileManager.default.isExecutableFile(
        atPath: "\(bench.scratch.path)/\(path)")
      #expect(isExecutable == file.isExecutable, "\(file.path.debugDescription)")
      try expectWhole(file.bytes, "files/\(file.path)", bench.workbench)
    }
    #expect(try Self.paths(below: "\(bench.scratch.path)/out").count == HostileFile.all.count)
  }

  /// The collections that a machine has: a corpus, and Python's own library.
  static let collections = [
    ProcessInfo.processInfo.environment["JOINERY_CORPUS"], Self.pythonLibrary,
  ].compactMap(\.self)

  @Test(arguments: collections)
  func `every real file comes back as it was`(collection: String) async throws {
    let bench = try Bench()
    var originals: [String: [UInt8]] = [:]
    let paths = try Self.paths(below: collection).filter { !$0.contains("packages/") }
    for path in paths where paths.count < 1200 || path.utf8.count % 15 == 0 {
      originals[path] = FileManager.default.contents(atPath: "\(collection)/\(path)").map(
        Array.init)
      try bench.scratch.write(originals[path] ?? [], to: "files/\(path)")
    }
    let report = try await bench.ingest()
    #expect(report.failed == [])
    try bench.remove("")
    #expect(try bench.workbench.doctor(readData: true).findings == [])
    _ = try bench.workbench.export(nil, to: "\(bench.scratch.path)/out", overwriting: false)
    #expect(report.added.count > 100)
    for path in report.added {
      let own = String(path.dropFirst("files/".count))
      let original = try #require(originals[own])
      expectEqual(bench.scratch.read("out/\(path)"), original, path)
      try expectWhole(original, path, bench.workbench)
    }
  }

  private func expectEqual(_ found: [UInt8]?, _ wanted: [UInt8], _ path: String) {
    // Compared here, so that a difference is not described byte by byte.
    let isEqual = found == wanted
    #expect(isEqual, "\(path.debugDescription): \(found?.count ?? -1) bytes of \(wanted.count)")
  }

  /// Put together, the outermost sections are the file.
  private func expectWhole(_ bytes: [UInt8], _ path: String, _ workbench: Workbench) throws {
    let sections = try workbench.tree(path).flatMap(\.sections).filter { $0.depth == 0 }
    guard sections.count < 1000 else {
      #expect(sections.reduce(0) { $0 + $1.bytes } == bytes.count)
      return
    }
    expectEqual(try sections.flatMap { try workbench.bytes($0.id) }, bytes, "sections of \(path)")
  }

  private static func paths(below folder: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder).filter {
      (try? FileManager.default.attributesOfItem(atPath: "\(folder)/\($0)")[.type]
        as? FileAttributeType)
        == .typeRegular
    }
  }

  private static let pythonLibrary = try? Scratch().run(
    "python3", "-c", "import os; print(os.path.dirname(os.__file__), end='')")
}
