internal import ArgumentParser
internal import Foundation
internal import JSONRPC
internal import MCP
internal import Workbench

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension Joinery {
  struct AgentServer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "mcp", abstract: "Serve agents: search, read, compose and plan as their tools.",
      discussion: """
        Speaks the Model Context Protocol on standard input and output; a client starts it. An \
        agent searches, looks at an outline, and reads just the section it needs. Without \
        --allow-write it changes nothing; with it, an agent may compose in the workspace and \
        deploy, but for commands that agents run, which need you.

        --install writes the client's configuration: it shows what changes there, and asks. All \
        else in the file stays as it is.

        Examples:
          joinery mcp --install claude
          joinery mcp --install codex --allow-write
          joinery mcp --install vscode --project      for the project in this folder
          joinery mcp --install cursor --print        only the entry
          joinery mcp                                 serve, as a client does
        """)

    @Flag(help: "Let agents compose in the workspace, and deploy.")
    var allowWrite = false

    @Option(
      help: ArgumentHelp(
        "Register with a client: \(Registration.clients.joined(separator: ", ")).",
        valueName: "client"))
    var install: String?

    @Flag(help: "With --install, for the project in this folder only.")
    var project = false

    @Flag(help: "With --install, print the entry and write nothing.")
    var print = false

    @Flag(name: [.long, .customShort("n")], help: "With --install, only show what would change.")
    var dryRun = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
      guard install != nil || !(project || print || dryRun) else {
        throw ValidationError("--project, --print and --dry-run go with --install")
      }
    }

    func run() async throws {
      let bench = try global.open()
      if let install { return try await register(bench, with: install) }
      if Terminal.canAsk { global.note("Waiting for a client on standard input; Ctrl-D ends it.") }
      let streams = try Streams()
      let server = try Server(
        bench, tools: Tool.all(mayWrite: allowWrite), version: Joinery.version,
        output: Descriptor(owning: streams.output))
      let signals = [SIGTERM, SIGINT].map { Self.stopping(server, on: $0) }
      await server.serve(Descriptor(owning: streams.input))
      for signal in signals { signal.cancel() }
    }

    /// Stops the server at a signal; the same one once more ends the program at once.
    private static func stopping(_ server: Server, on number: Int32) -> any DispatchSourceSignal {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        signal(number, SIG_DFL)
        server.stop()
      }
      source.resume()
      return source
    }

    private func register(_ bench: Workbench, with client: String) async throws {
      let folder = FileManager.default.currentDirectoryPath
      let user = ProcessInfo.processInfo.environment["HOME"] ?? NSHomeDirectory()
      let flags = allowWrite ? ["--allow-write"] : []
      var registration = try await bench.registration(
        with: client, program: Bundle.main.executablePath ?? CommandLine.arguments[0],
        arguments: ["mcp", "--home", bench.home.path] + flags, userFolder: user,
        project: project ? folder : nil)
      let isAsking = registration.change != nil && !print && !dryRun
      if isAsking {
        let isShown = !global.json && (global.yes || Terminal.canAsk)
        if isShown { global.terminal.write(registration.text(global.terminal)) }
        try global.confirm("Write this to \(registration.path)?")
        registration = try bench.register(registration)
        global.note("Written. Start \(client) anew to have it.")
        guard global.json else { return }
      }
      try global.print(registration) { registration, terminal in
        print ? registration.entry : registration.text(terminal)
      }
    }
  }
}

extension Registration {
  /// The file, and what changes in it.
  fileprivate func text(_ terminal: Terminal) -> String {
    let name = terminal.styled(Terminal.line(path), .bold)
    guard let diff else { return "\(name) has it already." }
    return "\(name)\n" + diff.text(terminal, byWord: false)
  }
}

/// The streams of the protocol, taken out of everybody else's reach: what anything else prints
/// goes to standard error, and what else reads finds nothing.
private struct Streams {
  let input: Int32
  let output: Int32

  init() throws {
    input = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
    output = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
    let nothing = open("/dev/null", O_RDONLY)
    guard input >= 0, output >= 0, nothing >= 0 else { throw POSIXError(.EBADF) }
    dup2(nothing, STDIN_FILENO)
    dup2(STDERR_FILENO, STDOUT_FILENO)
    close(nothing)
  }
}
