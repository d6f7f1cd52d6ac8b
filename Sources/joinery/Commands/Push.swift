internal import ArgumentParser
internal import Foundation
internal import Workbench

extension Joinery {
  struct Push: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "push", abstract: "Push the commits of the workspace to a git remote.",
      discussion: """
        Commits are only ever added: where the remote has some that are not here, pull first. \
        For SSH, the keys of the agent and ~/.ssh/id_* are offered; for the web, the token in \
        JOINERY_TOKEN. No hook and no other program is run.

        Examples:
          joinery push                 to the remote that the branch follows, or origin
          joinery push origin main
        """)

    @Argument(help: "The remote.") var remote: String?
    @Argument(help: "The branch there.") var branch: String?
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      let bench = try global.open()
      let bar = ProgressBar("Pushing", isQuiet: global.quiet || global.json)
      let report = try await bench.push(to: remote, branch: branch, as: .ofUser) {
        bar.show($0, of: $1)
      }
      bar.finish()
      try global.print(report) { report, _ in
        let there = Terminal.safe("\(report.remote)/\(report.branch)")
        return switch report.commits {
        case nil: "\(there) is new, at \(report.commit)"
        case 0?: "\(there) is up to date, at \(report.commit)"
        case let count?: "\(there) has \(count) new commits, and is at \(report.commit)"
        }
      }
    }
  }
}

extension Credentials {
  /// What the user's environment has: an agent, the usual keys, a token.
  static var ofUser: Credentials {
    let environment = ProcessInfo.processInfo.environment
    let folder = (environment["HOME"] ?? "") + "/.ssh/"
    let keys = ["id_ed25519", "id_ecdsa", "id_rsa"].map { folder + $0 }
    return Credentials(
      hasAgent: environment["SSH_AUTH_SOCK"] != nil,
      keys: keys.filter(FileManager.default.fileExists),
      token: environment["JOINERY_TOKEN"])
  }
}
