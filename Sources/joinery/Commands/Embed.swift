internal import ArgumentParser
internal import Foundation
internal import Workbench

extension Joinery {
  struct Embed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "embed",
      abstract: "Make vectors of what sections mean, for those that lack them.",
      discussion: """
        A local model makes them; nothing leaves the machine. ‘make model’ brings one, or name its \
        folder in .joinery/config.yaml. Only where that says “provider: http”, with “url” and \
        “model”, are texts sent to a server. Equal texts are embedded once, and what was done \
        stays when this is interrupted.

        Examples:
          joinery embed
          joinery embed --again        with every vector of the model made anew
          joinery ingest ~/.claude --embed
        """)

    @Flag(help: "Drop the model's vectors, and make all of them anew.")
    var again = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      let report = try await global.embed(try global.open(), again: again)
      try global.print(report) { $0.text($1) }
      if global.verbose, let requests = report.requests {
        global.note(
          "\(requests) requests, \(report.retries ?? 0) of them again, "
            + String(format: "in %.1f s", report.seconds))
      }
    }
  }
}

extension GlobalOptions {
  /// Makes vectors of what lacks them, and shows how far that is.
  func embed(_ bench: Workbench, again: Bool = false) async throws -> EmbedReport {
    let bar = ProgressBar("Embedding", isQuiet: quiet || json)
    defer { bar.finish() }
    return try await bench.embed(again: again) { bar.show($0, of: $1) }
  }
}

extension EmbedReport {
  /// The report as people read it.
  func text(_ terminal: Terminal) -> String {
    guard let model else { return "The configuration wants no vectors." }
    return """
      \(texts) texts embedded, \(vectors) vectors, by \(Terminal.line(model))
      \(embedded) of \(sections) sections have vectors
      """
  }
}
