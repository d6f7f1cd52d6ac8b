internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Remote: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "remote", abstract: "Name the git repositories to push to and pull from.",
      discussion: """
        Examples:
          joinery remote add origin git@example.com:me/skills.git
          joinery remote list
        """,
      subcommands: [AddRemote.self, ListRemotes.self, RemoveRemote.self])

    struct AddRemote: AsyncParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a remote. Nothing is asked of it yet.",
        discussion: """
          Examples:
            joinery remote add origin git@example.com:me/skills.git
            joinery remote add disk /media/stick/skills.git
          """)

      @Argument(help: "What to call it.") var name: String
      @Argument(help: "Its address: a folder, ssh:// or HOST:PATH, https://.") var url: String
      @OptionGroup(title: "Global options") var global: GlobalOptions

      func run() async throws {
        try global.print(try await global.open().addRemote(name, url: url)) { $0.text($1) }
      }
    }

    struct ListRemotes: AsyncParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the remotes.")

      @OptionGroup(title: "Global options") var global: GlobalOptions

      func run() async throws {
        try global.print(try await global.open().remotes()) { $0.text($1) }
      }
    }

    struct RemoveRemote: AsyncParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Forget a remote. It stays as it is.",
        discussion: """
          Example:
            joinery remote remove disk
          """)

      @Argument(help: "The remote.") var name: String
      @OptionGroup(title: "Global options") var global: GlobalOptions

      func run() async throws {
        try global.print(try await global.open().removeRemote(name)) { $0.text($1) }
      }
    }
  }
}

extension [RemoteView] {
  fileprivate func text(_ terminal: Terminal) -> String {
    guard !isEmpty else { return "No remotes. ‘joinery remote add NAME URL’ adds one." }
    var table = Table(.text("name"), .flexible("url"))
    for remote in self { table.add(remote.name, remote.url) }
    return table.text(terminal)
  }
}
