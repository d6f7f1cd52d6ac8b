internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Print a section or a file, or what a commit changed.",
      discussion: """
        Examples:
          joinery show k3f9
          joinery show pdf/SKILL.md#quick-start
          joinery show pdf/scripts/fill.py#Form.fill@1f3a9c   as it was
          joinery show logo.png --raw > logo.png              every byte
          joinery show HEAD~1                                 a commit of the workspace
        """)

    @Argument(help: "A section, a file, a component (its entry file), or a commit.")
    var address: String

    @Flag(help: "Print the bytes as they are, whatever they are.")
    var raw = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      let bench = try global.open()
      if try await bench.isRevision(address) {
        try global.print(try await bench.show(revision: address)) { $0.text($1) }
      } else if raw {
        global.terminal.write(bytes: try bench.bytes(address))
      } else {
        let text = try bench.show(address)
        if !text.isExact { global.note("Not valid UTF-8: ‘--raw’ prints the bytes as they are.") }
        try global.print(text) { view, terminal in
          terminal.isTerminal ? Terminal.safe(view.text) : view.text
        }
      }
    }
  }
}
