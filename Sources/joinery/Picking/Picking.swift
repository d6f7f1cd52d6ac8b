internal import Workbench

/// What was picked so far in a session, and what a typed line makes of it. A value: it asks nobody,
/// and writes nothing.
///
/// Every part that is shown gets a number, which it keeps: numbers mean the same in what was found,
/// in what is taken, and an hour later.
struct Picking {
  /// What is to be done for a line, beyond what it changed.
  enum Effect: Equatable {
    /// Say this, and nothing else.
    case say(String)
    /// Look for sections, leaving out the best.
    case search(String, offset: Int)
    /// Find the slots of these parts, by number, and say that they are taken.
    case seat([Int])
    /// Find what an address names, and take it.
    case add(String)
    /// Print a part.
    case show(PickedPart, number: Int, isWhole: Bool)
    /// List the sections of the file that a part is in.
    case tree(PickedPart)
    /// Set a parameter, if it may be that.
    case set(String, String)
    /// List what is taken.
    case list
    /// List the parameters and what they are set to.
    case listSettings
    /// List the templates.
    case listTemplates
    /// Use another template.
    case template(String)
    /// Show what would be composed.
    case preview
    /// Show what can be typed.
    case help
    /// Ask for what is missing, and compose.
    case finish
    /// End the session.
    case leave
  }

  /// What it is to be called; nil until that is known.
  var name: String?
  /// What it is made from.
  var template: TemplateView
  /// What was set, by parameter, in order.
  var settings: [(name: String, value: String)] = []
  /// Every part that was shown; its number is its place, from 1.
  private(set) var parts: [PickedPart] = []
  /// The numbers of what is taken, in its order.
  private(set) var taken: [Int] = []
  /// The numbers of what the recipe has already: that stays, and comes first.
  private(set) var kept: [Int] = []
  /// Whether a recipe is added to.
  let isAdding: Bool
  /// The parameters that the recipe sets already.
  let isSet: Set<String>
  private var query = ""
  private var shown = 0
  private var total = 0

  /// A session in which nothing is picked yet.
  ///
  /// - Parameter recipe: the recipe that is added to; nil where a new one begins.
  init(name: String?, template: TemplateView, recipe: RecipeView?) {
    (self.name, self.template, isAdding) = (name, template, recipe != nil)
    isSet = Set((recipe?.parameters ?? []).filter { $0.values != [""] }.map(\.name))
  }

  /// The part with that number.
  subscript(number: Int) -> PickedPart { parts[number - 1] }

  /// About how many tokens all of it costs to read.
  var tokens: Int { (kept + taken).reduce(0) { $0 + self[$1].tokens } }

  /// What a line asks for, done as far as it concerns this value.
  mutating func take(_ line: String) -> Effect {
    switch PickingCommand(line) {
    case .nothing:
      if isAdding || !taken.isEmpty { return .finish }
      return .say("Nothing is taken yet. Type words to search, or ? for help.")
    case .search(let query): return .search(query, offset: 0)
    case .more:
      guard !query.isEmpty else { return .say("Nothing was looked for yet: type some words.") }
      return shown < total ? .search(query, offset: shown) : .say("That was all.")
    case .mark(let marks): return mark(marks)
    case .add(let address): return .add(address)
    case .move(let number, let other): return move(number, to: other)
    case .shift(let number, let places): return shift(number, by: places)
    case .slot(let number, let slot): return put(number, in: slot)
    case .show(let number, let isWhole):
      return unknown([number]) ?? .show(self[number], number: number, isWhole: isWhole)
    case .tree(let number): return unknown([number]) ?? .tree(self[number])
    case .list: return .list
    case .preview: return .preview
    case .set("", _): return .listSettings
    case .set(let name, let value): return .set(name, value)
    case .template(nil): return .listTemplates
    case .template(let name?):
      guard !isAdding else {
        return .say("The recipe is there already, with the template \(template.name).")
      }
      return .template(name)
    case .help: return .help
    case .done: return .finish
    case .leave: return .leave
    case .misused(let usage, let line):
      return .say("It is ‘\(usage)’; ‘/\(line)’ searches for those words.")
    }
  }

  // MARK: What was found

  /// The number of a part: the one it has, or a new one.
  mutating func number(of part: PickedPart) -> Int {
    if let known = parts.firstIndex(where: { $0.address == part.address }) { return known + 1 }
    parts.append(part)
    return parts.count
  }

  /// Keeps where a search has got to.
  mutating func found(_ result: SearchResult) {
    (query, total) = (result.query, result.total)
    shown = result.offset + result.hits.count
  }

  /// Notes that the recipe has a part already.
  mutating func keep(_ part: PickedPart) { kept.append(number(of: part)) }

  // MARK: What is taken

  /// Takes a part, which goes to that slot.
  mutating func take(_ number: Int, into slot: String) {
    parts[number - 1].usualSlot = slot
    if !taken.contains(number) { taken.append(number) }
  }

  /// Makes something else of what is taken, with the slots that it has for each part.
  mutating func use(_ template: TemplateView, _ slots: [Int: String]) {
    self.template = template
    for (number, slot) in slots {
      parts[number - 1].usualSlot = slot
      parts[number - 1].chosenSlot = nil
    }
  }

  /// Puts a part back.
  mutating func drop(_ number: Int) {
    taken.removeAll { $0 == number }
    parts[number - 1].chosenSlot = nil
  }

  /// What else is taken that has the text of this part, or some of it.
  func overlaps(of number: Int) -> [Int] {
    (kept + taken).filter { self[$0].holds(self[number]) || self[number].holds(self[$0]) }
  }

  private mutating func mark(_ marks: [PickingCommand.Mark]) -> Effect {
    if let refusal = unknown(marks.map(\.number)) { return refusal }
    if let fixed = marks.first(where: { kept.contains($0.number) }) {
      return .say(
        fixed.isTaken
          ? "\(fixed.number) is in the recipe already."
          : "\(fixed.number) is in the recipe: workspace/recipes/\(name ?? "").yaml has it.")
    }
    var new: [Int] = []
    for mark in marks {
      if mark.isTaken {
        if !taken.contains(mark.number), !new.contains(mark.number) { new.append(mark.number) }
      } else {
        new.removeAll { $0 == mark.number }
        drop(mark.number)
      }
    }
    return new.isEmpty ? .list : .seat(new)
  }

  private mutating func move(_ number: Int, to other: Int) -> Effect {
    if let refusal = notTaken([number, other]) { return refusal }
    guard let from = taken.firstIndex(of: number), let to = taken.firstIndex(of: other) else {
      return .list
    }
    taken.remove(at: from)
    taken.insert(number, at: to)
    return .list
  }

  private mutating func shift(_ number: Int, by places: Int) -> Effect {
    if let refusal = notTaken([number]) { return refusal }
    // What is in another slot stands elsewhere in any case, and is passed over.
    let mates = taken.filter { self[$0].slot == self[number].slot }
    guard let place = mates.firstIndex(of: number), mates.indices.contains(place + places) else {
      return .say("\(number) is \(places < 0 ? "first" : "last") already.")
    }
    return move(number, to: mates[place + places])
  }

  private mutating func put(_ number: Int, in slot: String) -> Effect {
    if let refusal = notTaken([number]) { return refusal }
    guard template.slots.contains(where: { $0.name == slot }) else {
      let known = template.slots.map(\.name).joined(separator: ", ")
      return .say("The template \(template.name) has no slot “\(slot)”; it has \(known).")
    }
    parts[number - 1].chosenSlot = slot
    return .list
  }

  private func unknown(_ numbers: [Int]) -> Effect? {
    guard
      let unknown = numbers.first(where: {
        !(1...max(1, parts.count)).contains($0) || parts.isEmpty
      })
    else { return nil }
    return .say(
      parts.isEmpty
        ? "Nothing has a number yet: type words to search. ‘/\(unknown)’ searches for a number."
        : "Nothing has the number \(unknown); they go from 1 to \(parts.count).")
  }

  private func notTaken(_ numbers: [Int]) -> Effect? {
    if let refusal = unknown(numbers) { return refusal }
    guard let other = numbers.first(where: { !taken.contains($0) }) else { return nil }
    return .say(
      kept.contains(other)
        ? "\(other) is in the recipe, and what is new comes after it."
        : "\(other) is not taken: type \(other) to take it.")
  }
}
