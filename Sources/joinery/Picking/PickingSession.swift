internal import ArgumentParser
internal import Foundation
internal import Sections
internal import Workbench

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Someone at a terminal who picks the parts of a component.
///
/// Line by line, so that it works on every terminal there is. Until the last yes it only reads;
/// then it makes one call of ``Workbench/compose(_:)``, which it says as a command line too.
struct PickingSession {
  /// How many hits a screen has room for.
  static let page = 8

  /// What looks things up and composes.
  let bench: Workbench
  /// Where it talks.
  let terminal: Terminal
  /// How it shows things.
  let text: PickingText
  /// What the options of `compose` ask for; name, template, sections and settings are picked.
  let options: ComposeRequest
  /// The home that the command line names; nil where it names none.
  let home: String?
  /// What was picked so far.
  var picking: Picking

  /// A session for what the options ask for.
  ///
  /// - Parameter recipe: the recipe that is added to; nil where a new one begins.
  /// - Throws: ``TemplateFailure`` where there is no such template, and what the settings break.
  init(
    _ bench: Workbench, _ global: GlobalOptions, options: ComposeRequest, name: String?,
    recipe: RecipeView?
  ) throws {
    (self.bench, self.options) = (bench, options)
    terminal = global.terminal
    text = PickingText(terminal: terminal)
    home = global.home
    let template = try bench.templateView(recipe?.template ?? options.template ?? "skill")
    picking = Picking(name: name, template: template, recipe: recipe)
    if let name, recipe == nil { try bench.check("name", name, in: template.name) }
    for (name, value) in options.settings {
      try bench.check(name, value, in: template.name)
      picking.set(name, value)
    }
    for slot in recipe?.slots ?? [] {
      for entry in slot.entries {
        if let part = Self.part(entry, bench) { picking.keep(part) }
      }
    }
  }

  /// Talks until something was composed, or they leave.
  ///
  /// - Throws: `ExitCode` where what was composed is wrong or in conflict.
  mutating func run() async throws {
    Interruption.begin()
    greet()
    while true {
      let count = (picking.kept + picking.taken).count
      let prompt = "\(count) part\(count == 1 ? "" : "s"), ≈\(picking.tokens) tokens> "
      guard let line = ask(prompt) else { return leave(afterEnd: true) }
      let effect = picking.take(line)
      if effect == .leave { return leave(afterEnd: false) }
      do {
        if effect == .finish {
          switch try await finish() {
          case .composed: return
          case .ended: return leave(afterEnd: true)
          case .back: continue
          }
        }
        try await perform(effect)
      } catch let failure as any Explained {
        tell(failure)
      }
    }
  }

  private func greet() {
    let kind = picking.template.name
    let what = picking.name.map { "\(kind) \(Terminal.line($0))" } ?? "new \(kind)"
    say("\(terminal.styled("Composing: \(what)", .bold)). Nothing is written before you say yes.")
    if picking.isAdding {
      say(text.taken(picking))
      say("Search for more, or press Enter to compose it as it is now.")
    }
    say(
      """
      Type words to search, numbers (1 3-5) to take what was found, -3 to put it back.
      preview shows the outline, Enter composes, ? shows all commands, q leaves.
      """)
  }

  private func leave(afterEnd: Bool) {
    Interruption.end()
    say("\(afterEnd ? "\n" : "")Nothing was written.")
  }

  /// Does what a line asked for.
  private mutating func perform(_ effect: Picking.Effect) async throws {
    switch effect {
    case .say(let words): say(Terminal.line(words).wrapped(to: terminal.width))
    case .search(let query, let offset): try await search(query, offset: offset)
    case .seat(let numbers): try await seat(numbers)
    case .add(let address): try await seat([picking.number(of: part(address))])
    case .show(let part, let number, let isWhole):
      say(text.body(try bench.show(part.address), number: number, isWhole: isWhole))
    case .tree(let part): try tree(part)
    case .set(let name, let value): try await set(name, value)
    case .list: say(text.taken(picking))
    case .listSettings: say(text.settings(picking))
    case .listTemplates:
      for each in bench.templates() {
        let mark = each.name == picking.template.name ? "*" : " "
        let line = "\(mark) \(each.name.padding(to: 14)) \(each.summary ?? each.problem ?? "")"
        say(Terminal.line(line).shortened(to: terminal.width))
      }
    case .template(let name): try await use(name)
    case .preview:
      let sample = sampled
      say(text.outline(try await bench.compose(sample.request)))
      if !sample.missing.isEmpty {
        say("Not set yet: \(sample.missing.joined(separator: ", ")). ‘done’ asks.")
      }
    case .help: say(text.help)
    case .finish, .leave: break
    }
  }

  private mutating func search(_ query: String, offset: Int) async throws {
    // What is inside a hit, or around it, may be just what is wanted.
    var options = SearchOptions()
    options.isFlat = true
    let result = try await bench.search(query, limit: Self.page, offset: offset, options: options)
    picking.found(result)
    let numbers = result.hits.map {
      picking.number(of: PickedPart($0.section, component: $0.component))
    }
    say(text.hits(result, numbers: numbers, in: picking))
  }

  private mutating func tree(_ part: PickedPart) throws {
    for file in try bench.tree(String(part.path)) {
      let numbers = file.sections.map {
        picking.number(of: PickedPart($0, component: file.component))
      }
      say(text.tree(file, numbers: numbers, in: picking))
    }
  }

  /// Takes parts, each into the slot that the template has for it; one that no slot takes stays.
  private mutating func seat(_ numbers: [Int]) async throws {
    for number in numbers {
      if picking.kept.contains(number) {
        say("\(number) is in the recipe already.")
        continue
      }
      do {
        let slot = try await bench.slot(for: picking[number].address, in: picking.template.name)
        let others = picking.overlaps(of: number)
        picking.take(number, into: slot)
        say("\(text.entry(number, in: picking, leaving: 4 + slot.columnWidth))  → \(slot)")
        for other in others {
          let warning = "\(number) and \(other) have text in common, which would stand there twice."
          say(terminal.styled(warning, .yellow))
        }
      } catch let failure as any Explained {
        tell(failure)
      }
    }
  }

  private mutating func set(_ name: String, _ value: String) async throws {
    try bench.check(name, value, in: picking.template.name)
    if name == "name" {
      try await call(it: value)
    } else {
      picking.set(name, value)
    }
    say(Terminal.line("\(name): \(value)").shortened(to: terminal.width))
  }

  /// Makes something else of what is taken: its slots are found anew.
  private mutating func use(_ name: String) async throws {
    let template = try bench.templateView(name)
    var slots: [Int: String] = [:]
    for number in picking.taken {
      slots[number] = try await bench.slot(for: picking[number].address, in: template.name)
    }
    picking.use(template, slots)
    say(
      "It becomes: \(template.kind). \(Terminal.line(template.summary))".wrapped(to: terminal.width)
    )
    let unknown = picking.unknownSettings
    if !unknown.isEmpty {
      picking.settings.removeAll { unknown.contains($0.name) }
      say(Terminal.line("It has no \(unknown.joined(separator: ", ")): that is no longer set."))
    }
  }

  /// What an address names.
  private func part(_ address: String) throws -> PickedPart {
    let view = try bench.show(address)
    let file = try bench.tree(view.address).first
    if let section = view.section {
      var part = PickedPart(section, component: file?.component)
      if address.contains("@") { part.address = address }
      return part
    }
    return PickedPart(
      address: view.address, title: view.address, kind: "file",
      component: file?.component ?? view.address, tokens: view.tokens)
  }

  /// What an entry of a recipe names; nil for words of the author's own.
  private static func part(_ entry: RecipeView.Entry, _ bench: Workbench) -> PickedPart? {
    guard var address = entry.address else { return nil }
    if entry.isPinned, let pin = address.lastIndex(of: "@") { address = String(address[..<pin]) }
    let file = try? bench.tree(address).first
    let section = address.unicodeScalars.contains("#") ? file?.sections.first : nil
    if let section { return PickedPart(section, component: file?.component) }
    return PickedPart(
      address: address, title: entry.title ?? address, kind: entry.state.rawValue,
      component: file?.component ?? address, tokens: entry.tokens)
  }

  /// Says what went wrong.
  func tell(_ failure: any Explained) {
    say(terminal.styled(Terminal.line(failure.problem).wrapped(to: terminal.width), .yellow))
    var hint = failure.hint
    if case RecipeFailure.noSlot? = failure as? RecipeFailure { hint = "‘template’ lists others." }
    if let hint { say(Terminal.line(hint).wrapped(to: terminal.width)) }
  }

  /// Prints something.
  func say(_ text: String) { terminal.write(text) }

  /// Asks for a line; nil at the end of the input.
  func ask(_ prompt: String) -> String? {
    terminal.writeInPlace(terminal.styled(prompt, .cyan))
    return readLine()
  }
}
