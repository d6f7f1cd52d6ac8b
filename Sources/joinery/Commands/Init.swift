internal import ArgumentParser
internal import Foundation
internal import Workbench

extension Joinery {
  struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a home: templates, a workspace and a library.",
      discussion: """
        Without one, the first command that needs a home makes ~/.joinery.

        Example:
          joinery init ~/skills-bench
        """)

    @Argument(help: "The directory; the current one if left out.", completion: .directory)
    var directory = "."

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() throws {
      let home = Home(at: directory)
      let made = try home.make(templatesFrom: Shipped.templates)
      _ = try Workbench(home: home, parsers: .builtIn)
      try global.print(HomeMade(home: home.path, made: made)) { value, _ in
        value.made.isEmpty ? "\(value.home) is a home already." : "Made a home at \(value.home)."
      }
    }
  }
}

private struct HomeMade: Encodable {
  var home: String
  var made: [String]
}
