internal import ArgumentParser
internal import Foundation
internal import Workbench

extension Joinery {
  struct Package: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "package", abstract: "Pack a skill or plugin into a zip archive for upload.",
      discussion: """
        The component is held to the rules of uploads first (‘validate --profile api’), and not \
        packed where it breaks one, unless ‘--unchecked’ is given. The same files make the same \
        archive: its top folder has the component's name, times are fixed, files that can be run \
        stay so. Caches, ‘evals/’ and version control are left out.

        Examples:
          joinery package pdf                      pdf.zip, here
          joinery package ./skills/pdf -o /tmp/pdf.zip
        """)

    @Argument(help: "A component, or its folder on disk.", completion: .file())
    var address: String

    @Option(
      name: .shortAndLong, help: ArgumentHelp("The archive to write.", valueName: "file"),
      completion: .file())
    var output: String?

    @Flag(help: "Replace a file that has other content.")
    var force = false

    @Flag(help: "Pack it even where it breaks a rule of uploads.")
    var unchecked = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      let report = try await global.open().package(
        address, to: output, in: FileManager.default.currentDirectoryPath, overwriting: force,
        isUnchecked: unchecked)
      try global.print(report) { $0.text($1) }
      if report.archive == nil { throw ExitCode.failure }
    }
  }
}

extension PackageReport {
  fileprivate func text(_ terminal: Terminal) -> String {
    var lines = findings.map { $0.text(terminal) }
    if let archive {
      lines.append("\(Terminal.safe(archive))  \(files.count) files, \(bytes) bytes")
      if !left.isEmpty { lines.append("\(left.count) files were left out") }
    } else {
      lines.append("\(Terminal.safe(component)) was not packed: it breaks rules of uploads")
    }
    return lines.joined(separator: "\n")
  }
}
