internal import Sections

/// Why something could not be composed.
package enum CompositionFailure: Explained, Equatable {
  /// A template or recipe that cannot be understood: where, and what is wrong there.
  case unreadable(file: String, line: Int, reason: String)
  /// The recipe asks for another template than the one at hand.
  case wrongTemplate(wanted: String, given: String)
  /// A parameter that the template does not have.
  case unknownParameter(String, known: [String])
  /// A parameter that is missing, or has a value the template does not allow.
  case badParameter(String, reason: String)
  /// A slot that the template does not have.
  case unknownSlot(String, known: [String])
  /// Too few or too many sections for a slot.
  case wrongCount(slot: String, count: Int, allowed: ClosedRange<Int>)
  /// A section of a kind that the slot does not take, or in no language that it can.
  case notAccepted(slot: String, address: String, kind: String)
  /// The recipe names a section that was not handed in.
  case missingPart(String)
  /// A path that leaves the component's folder, or is none.
  case badPath(String, in: String)
  /// Two files that come into one script and mean different things by one name.
  case twoMeanings(name: String, path: String, one: String, other: String)
  /// Two parts that would become the same file with different bytes.
  case collision(path: String, one: String, other: String)
  /// What the template makes has no metadata in which it could say how it was made.
  case noStamp(template: String, kind: String)
  /// The file that an agent reads first is larger than the budget with no section in it.
  case overBudget(tokens: Int, budget: Int)

  package var problem: String {
    switch self {
    case .unreadable(let file, let line, let reason): "\(file):\(line): \(reason)"
    case .wrongTemplate(let wanted, let given):
      "the recipe is for the template “\(wanted)”, not “\(given)”"
    case .unknownParameter(let name, _): "the template has no parameter “\(name)”"
    case .badParameter(let name, let reason): "parameter “\(name)” \(reason)"
    case .unknownSlot(let name, _): "the template has no slot “\(name)”"
    case .wrongCount(let slot, let count, let allowed):
      "slot “\(slot)” takes \(Self.words(for: allowed)), not \(count)"
    case .notAccepted(let slot, let address, let kind):
      "slot “\(slot)” does not take “\(address)”, which is \(kind)"
    case .missingPart(let address): "there is no section for “\(address)”"
    case .badPath(let path, let place): "“\(path)”, in \(place), is no path inside the component"
    case .twoMeanings(let name, let path, let one, let other):
      "\(path) would have two things called “\(name)”: from \(one) and from \(other)"
    case .collision(let path, let one, let other):
      "\(path) would be made of two things that differ: \(one) and \(other)"
    case .noStamp(let template, let kind):
      "what the template “\(template)” makes, of kind \(kind), has no metadata for a stamp"
    case .overBudget(let tokens, let budget):
      "the budget is \(budget) tokens, and the file takes \(tokens) with no section in it"
    }
  }

  package var hint: String? {
    switch self {
    case .unreadable(let file, _, _):
      file.hasSuffix("/template.yaml") || file.hasPrefix("templates/")
        ? "templates/README.md describes the format." : "Mend that line."
    case .wrongTemplate(let wanted, _): "Compose it with --template \(wanted)."
    case .unknownParameter(_, let known): Self.list("Its parameters are", known)
    case .badParameter(let name, _): "Give it with --set \(name)=VALUE."
    case .unknownSlot(_, let known): Self.list("Its slots are", known)
    case .wrongCount(let slot, _, _): "Name sections with --slot \(slot)=ADDRESS."
    case .notAccepted: "Use another slot, or another section."
    case .missingPart(let address): "‘joinery show \(address)’ says whether the library has it."
    case .badPath: "Paths are relative, without “..”, empty parts or control characters."
    case .noStamp:
      "Leave the stamp out: joinery.lock knows the origin of every byte, and ‘joinery blame’ shows it."
    case .overBudget: "Give a larger --budget, or fill fewer slots."
    case .collision:
      "Leave one of them out, give one another title, or let --rename find it another path."
    case .twoMeanings: "Put one of them into a component of its own, or rename it at its source."
    }
  }

  private static func words(for allowed: ClosedRange<Int>) -> String {
    let (low, high) = (allowed.lowerBound, allowed.upperBound)
    if low == high { return low == 1 ? "one section" : "\(low) sections" }
    if high == .max { return "at least \(low == 1 ? "one section" : "\(low) sections")" }
    return low == 0 ? "at most \(high) of them" : "\(low) to \(high) sections"
  }

  private static func list(_ start: String, _ names: [String]) -> String {
    names.isEmpty ? "It has none." : "\(start) \(names.joined(separator: ", "))."
  }
}
