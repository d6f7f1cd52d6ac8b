internal import ArgumentParser
internal import Sections
internal import Workbench

extension PickingSession {
  /// How an attempt to compose ended.
  enum Ending {
    /// Something was composed.
    case composed
    /// They go on picking.
    case back
    /// There is no more input.
    case ended
  }

  /// Asks for what is missing, shows what would be written, and composes after a yes.
  ///
  /// - Throws: `ExitCode` where what was composed is wrong or in conflict.
  mutating func finish() async throws -> Ending {
    for parameter in picking.missing {
      switch try await fill(parameter) {
      case .composed: continue
      case let ending: return ending
      }
    }
    var request = self.request
    request.isDryRun = true
    let report = try await bench.compose(request)
    say(report.text(terminal))
    guard !report.hasConflicts, !report.findings.contains(where: { $0.severity == "error" }) else {
      say("So it cannot be written. Change what is taken, or leave with q.")
      return .back
    }
    say("\nThe same as a command:\n\(line(for: request).text(width: terminal.width))\n")
    guard let answer = ask("Compose it? [y/N] ") else { return .ended }
    guard ["y", "yes"].contains(answer.trimmed.lowercased()) else {
      say("Nothing was written. Go on picking, or leave with q.")
      return .back
    }
    Interruption.end()
    request.isDryRun = false
    let made = try await bench.compose(request)
    if made.isWritten {
      for file in made.files {
        say("wrote \(Terminal.line(file.path))  ≈\(file.tokens) tokens")
      }
      say("‘joinery commit’ keeps it in the history; ‘joinery undo’ takes it back.")
      return .composed
    }
    // Something changed while they thought about it.
    say(made.text(terminal))
    throw made.hasConflicts ? ExitCode.differences : ExitCode.failure
  }

  /// Asks for one parameter until the answer may be one.
  ///
  /// - Returns: ``Ending/composed`` where it is set.
  private mutating func fill(_ parameter: TemplateView.Parameter) async throws -> Ending {
    say(Terminal.line("\(parameter.name): \(parameter.help)").wrapped(to: terminal.width))
    if !parameter.choices.isEmpty {
      let choices = parameter.choices.joined(separator: ", ")
      say(Terminal.line("One of \(choices).").wrapped(to: terminal.width))
    }
    while true {
      guard let answer = ask("\(parameter.name)> ")?.trimmed else { return .ended }
      guard !answer.isEmpty else {
        say("It has to have that. Go on picking; ‘done’ asks again.")
        return .back
      }
      do {
        try bench.check(parameter.name, answer, in: picking.template.name)
        if parameter.name == "name" {
          try await call(it: answer)
        } else {
          picking.set(parameter.name, answer)
        }
        return .composed
      } catch let failure as any Explained {
        say(terminal.styled(Terminal.line(failure.problem).wrapped(to: terminal.width), .yellow))
      }
    }
  }

  /// Calls it so.
  ///
  /// - Throws: ``PickingFailure`` where there is a recipe of that name.
  mutating func call(it name: String) async throws {
    guard name != picking.name else { return }
    guard !picking.isAdding else { throw PickingFailure.renames(picking.name ?? "") }
    guard try await bench.knownRecipe(name) == nil else { throw PickingFailure.exists(name) }
    picking.name = name
  }

  /// What was picked, as it is asked for.
  var request: ComposeRequest {
    var request = options
    request.name = picking.name ?? ""
    request.template = picking.isAdding ? nil : picking.template.name
    (request.sections, request.slots) = picking.choices
    request.settings = picking.settings
    return request
  }

  /// The same for a preview, with something in the place of what is not set yet, and what that is.
  var sampled: (request: ComposeRequest, missing: [String]) {
    var request = self.request
    request.isDryRun = true
    let missing = picking.missing
    for parameter in missing where parameter.name != "name" {
      let value = parameter.choices.first ?? (parameter.type == "integer" ? "1" : "…")
      request.settings.append((parameter.name, parameter.type == "flag" ? "true" : value))
    }
    if picking.name == nil {
      // Nothing that has that name by chance plays a part.
      (request.name, request.isReplacing, request.isForced) = ("unnamed", true, true)
    }
    return (request, missing.map(\.name))
  }

  /// The command that asks for the same.
  private func line(for request: ComposeRequest) -> ShellLine {
    var line = ShellLine(words: ["joinery", "compose", request.name])
    if let template = request.template, template != "skill" {
      line.options.append(("--template", template))
    }
    line.options += request.sections.map { ("--from", $0) }
    line.options += request.slots.map { ("--slot", "\($0.slot)=\($0.address)") }
    line.options += request.settings.map { ("--set", "\($0.name)=\($0.value)") }
    if let budget = request.budget { line.options.append(("--budget", "\(budget)")) }
    let flags = [
      ("--pin", request.isPinned), ("--rename", request.renames),
      ("--replace", request.isReplacing), ("--force", request.isForced),
    ]
    if let home { line.options.append(("--home", home)) }
    line.options += flags.filter(\.1).map { ($0.0, nil) }
    return line
  }
}

extension Workbench {
  /// The recipe of that name; nil where there is none.
  ///
  /// - Throws: what stands in the way of reading it.
  func knownRecipe(_ name: String) async throws -> RecipeView? {
    do {
      return try await recipe(name)
    } catch RecipeFailure.unknown {
      return nil
    }
  }
}
