internal import Sections

extension Rule {
  static let listing: [Rule] = [.listingLength, .tooLong, .tooManyTokens]

  static let listingLength = Rule(
    "listing-length", .warning,
    "Of description and when_to_use, 1,536 characters are listed.")
  static let tooLong = Rule("too-long", .warning, "SKILL.md has at most 500 lines.")
  static let tooManyTokens = Rule(
    "too-many-tokens", .warning, "SKILL.md has at most about 5,000 tokens.")
}

extension Validation {
  /// The rule for what an agent always has before its eyes.
  mutating func checkListing(_ header: Header) {
    guard kind == .skill || kind == .command, profile == .claudeCode else { return }
    let description = header.fields["description"]
    let trigger = header.fields["when_to_use"]
    let count = [description, trigger].compactMap { $0?.text?.unicodeScalars.count }.reduce(0, +)
    guard count > 1536 else { return }
    let parts = trigger == nil ? "the description has" : "description and when_to_use have"
    report(
      .listingLength, "\(parts) \(count) characters; what is beyond 1,536 is cut off",
      line: description?.line ?? trigger?.line)
  }

  /// The rules for how much an agent reads once it takes a skill up.
  mutating func checkLength(_ bytes: [UInt8]) {
    guard kind == .skill else { return }
    let advice = "move what is seldom needed to reference files"
    let lines = LineTable(bytes).starts.count
    if lines > 500 { report(.tooLong, "\(lines) lines; beyond 500, \(advice)", line: nil) }
    let tokens = TokenEstimate.tokens(bytes: bytes.count)
    if tokens > 5000 {
      report(.tooManyTokens, "about \(tokens) tokens; beyond 5,000, \(advice)", line: nil)
    }
  }
}
