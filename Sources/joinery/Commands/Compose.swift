internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Compose: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "compose", abstract: "Build a component from parts and a template.",
      discussion: """
        Sections named with --from go to the first slot of the template that takes them: prose \
        to the text, functions to a script. The recipe is kept in workspace/recipes, so that \
        ‘compose NAME --update’ makes the component anew when its sections have changed. What you \
        edited since stays, section by section; where that and what changed exclude each other, \
        or a file is there that was not composed from the recipe, nothing of the component is \
        written, and the exit code is 2. A recipe that is there already is added to.

        On a terminal, without sections, you search for them, pick and order them line by line, \
        and see the outline; nothing is written before you say yes. ‘?’ there shows what to type.

        Examples:
          joinery compose                              search and pick
          joinery compose pr-review --from k3f9 pdf/SKILL.md#quick-start \\
            --set description="Reviews pull requests. Use when …"
          joinery compose pr-review --slot scripts=pdf/scripts/fill.py#read_form …
          joinery compose pr-review --query "pull request" --limit 3 --set description=…
          joinery compose pr-review --update
          joinery compose --update                     every recipe and linked section
          joinery compose skills/mine/SKILL.md --update
          joinery compose --check                      exit 2 if one is out of date
        """)

    @Argument(help: "What to call it; with --update also a file with linked sections.")
    var name: String?

    @Option(
      name: .shortAndLong, help: ArgumentHelp("The template; skill if left out.", valueName: "name")
    )
    var template: String?

    @Option(
      parsing: .upToNextOption,
      help: ArgumentHelp(
        "What to take: one or more sections, files or components.", valueName: "address"))
    var from: [String] = []

    @Option(
      parsing: .upToNextOption,
      help: ArgumentHelp("What to take for a slot: one or more.", valueName: "slot=address"))
    var slot: [String] = []

    @Option(help: ArgumentHelp("Take the sections that fit a search best.", valueName: "words"))
    var query: String?

    @Option(help: "How many sections --query takes.")
    var limit = 5

    @Option(
      parsing: .upToNextOption,
      help: ArgumentHelp("Set parameters of the template: one or more.", valueName: "name=value"))
    var set: [String] = []

    @Flag(help: "Keep to the sections as they are now.")
    var pin = false

    @Option(
      help: ArgumentHelp(
        "Let the file that is read first take at most so many tokens.", valueName: "tokens"))
    var budget: Int?

    @Flag(help: "Let one of two different files at the same path have another.")
    var rename = false

    @Flag(help: "Say in the metadata of the first file what it was made of.")
    var stamp = false

    @Flag(help: "Let functions bring what they need from the other files of their component.")
    var modules = false

    @Flag(help: "Compose again from the recipe, with the sections as they are now.")
    var update = false

    @Flag(help: "Like --update, but only say what would change; exit 2 if anything would.")
    var check = false

    @Flag(help: "Begin the recipe anew, where there is one of that name.")
    var replace = false

    @Flag(name: [.long, .customShort("n")], help: "Only say what would be written.")
    var dryRun = false

    @Flag(help: "Replace what was edited, or not composed from the recipe; git keeps it.")
    var force = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
      guard name != nil || update || check || canPick else {
        throw ValidationError(
          "name the component to compose, before its sections: ‘compose NAME --from …’, or give "
            + "--update for all; on a terminal, and without --json, --yes and --dry-run, sections "
            + "can be picked")
      }
      guard !(update || check) || (from + slot + set).isEmpty && query == nil else {
        throw ValidationError("--update takes its sections from the recipe")
      }
      if let budget, budget < 1 { throw ValidationError("--budget is 1 or more") }
      guard limit > 0 else { throw ValidationError("--limit should be 1 or more") }
      for each in slot.prefix(1) + set where !each.contains("=") {
        throw ValidationError("“\(each)” has no “=”")
      }
    }

    func run() async throws {
      let bench = try global.open()
      if canPick, try await pick(with: bench) { return }
      var reports: [ComposeReport] = []
      if update || check {
        reports = try await bench.recompose(
          name.map { [$0] } ?? [], isDryRun: dryRun || check, isForced: force)
      } else {
        reports = [try await bench.compose(request)]
      }
      try global.print(reports) { reports, terminal in
        reports.map { $0.text(terminal) }.joined(separator: "\n\n")
      }
      if reports.contains(where: { $0.failure != nil }) { throw ExitCode.failure }
      if reports.contains(where: { $0.findings.contains { $0.severity == "error" } }) {
        throw ExitCode.failure
      }
      if reports.contains(where: \.hasConflicts) { throw ExitCode.differences }
      if check, reports.contains(where: { $0.files.contains(where: \.isChanged) }) {
        throw ExitCode.differences
      }
    }

    private var request: ComposeRequest {
      var request = ComposeRequest(
        name: name ?? "", template: template, sections: from,
        slots: seats, settings: set.map(pair).map { ($0, $1) },
        isPinned: pin, isDryRun: dryRun, isForced: force)
      request.renames = rename
      (request.stamps, request.followsModules) = (stamp, modules)
      request.isReplacing = replace
      request.budget = budget
      (request.query, request.limit) = (query, limit)
      return request
    }

    /// The sections for slots. One without a slot of its own is for that of the one before it.
    private var seats: [(String, String)] {
      var seats: [(String, String)] = []
      for each in slot {
        seats.append(each.contains("=") ? pair(each) : (seats.last?.0 ?? "", each))
      }
      return seats
    }

    /// Whether someone is there to pick sections, and none were given.
    private var canPick: Bool {
      Terminal.canPick && !global.json && !global.yes && !update && !check && !dryRun
        && (from + slot).isEmpty && query == nil
    }

    /// Lets them pick; false where the options say all there is to do: what they change of a recipe
    /// that is there.
    private func pick(with bench: Workbench) async throws -> Bool {
      var recipe: RecipeView?
      if let name, !replace { recipe = try await bench.knownRecipe(name) }
      let changes = !set.isEmpty || template != nil || budget != nil || pin || rename || force
      if recipe != nil, changes { return false }
      var session = try PickingSession(
        bench, global, options: request, name: name, recipe: recipe)
      try await session.run()
      return true
    }

    private func pair(_ text: String) -> (String, String) {
      let mark = text.firstIndex(of: "=") ?? text.endIndex
      return (String(text[..<mark]), String(text[mark...].dropFirst()))
    }
  }
}

extension ExitCode {
  /// There are differences: 2.
  static let differences = ExitCode(2)
}
