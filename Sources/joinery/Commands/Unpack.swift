internal import ArgumentParser
internal import Foundation
internal import Workbench

extension Joinery {
  struct Unpack: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "unpack", abstract: "Take a zip archive apart, into the workspace or a folder.",
      discussion: """
        Without a folder it goes to the workspace: a skill to ‘skills/’, a plugin to ‘plugins/’; \
        ‘joinery undo’ takes that back. Files that were edited are not overwritten, unless \
        ‘--force’ is given.

        The whole archive is looked at first. One with paths that lead elsewhere, links, names \
        that some system takes for another, two readings, or far too much in it is refused.

        Examples:
          joinery unpack pdf.zip
          joinery unpack pdf.zip /tmp/look-at-it
        """)

    @Argument(help: "The archive.", completion: .file())
    var archive: String

    @Argument(help: "The folder to unpack to.", completion: .directory)
    var folder: String?

    @Flag(help: "Overwrite files that were edited.")
    var force = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      let report = try await global.open().unpack(
        archive, to: folder, in: FileManager.default.currentDirectoryPath, overwriting: force)
      try global.print(report) { report, terminal in
        let counts =
          "\(report.written.count) files written, \(report.same.count) were there already"
        let files = report.written.map { "  \(Terminal.safe($0))" }
        return ([counts] + files + report.findings.map { $0.text(terminal) })
          .joined(separator: "\n")
      }
    }
  }
}
