internal import Sections

extension Rule {
  static let secrets: [Rule] = [.secret]

  static let secret = Rule(
    "secret", .warning, "No key or token of a known service is in a file. Uploads are refused.")
}

extension Validation {
  /// The rule for keys and tokens. They are shown by their beginning alone.
  mutating func checkSecrets(_ bytes: [UInt8], in path: String) {
    let found = Secrets.all(in: bytes)
    guard !found.isEmpty else { return }
    let lines = LineTable(bytes)
    for secret in found {
      report(
        .secret, "\(secret.what): “\(secret.shown)”",
        line: lines.line(at: secret.range.lowerBound) + 1,
        severity: profile == .api ? .error : .warning,
        path: path)
    }
  }
}

/// Keys and tokens, told by the shapes that their makers gave them so that they can be found.
///
/// The shapes are those of GitHub’s “Supported secret scanning patterns” and of the services' own
/// documentation.
package enum Secrets {
  /// A key or token in some bytes.
  struct Found: Equatable {
    /// What it is, with an article.
    let what: String
    /// Its beginning, and how long it is.
    let shown: String
    /// Its bytes.
    let range: Range<Int>
  }

  private struct Shape {
    let what: String
    let prefix: [UInt8]
    /// How many characters follow.
    let length: ClosedRange<Int>
    /// Which.
    let characters: Set<UInt8>

    init(
      _ what: String, _ prefix: String, _ length: ClosedRange<Int>,
      _ characters: Set<UInt8> = Secrets.letters
    ) {
      self.what = what
      self.prefix = Array(prefix.utf8)
      self.length = length
      self.characters = characters
    }
  }

  private static let capitals = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8)
  private static let letters = capitals.union("abcdefghijklmnopqrstuvwxyz".utf8)
  private static let word = letters.union("-_".utf8)

  private static let shapes: [Shape] =
    ["AKIA", "ASIA"].map { Shape("an AWS access key", $0, 16...16, capitals) }
    + ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"].map { Shape("a GitHub token", $0, 36...255) }
    + ["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xapp-"].map {
      Shape("a Slack token", $0, 20...255, word)
    }
    + ["sk_live_", "rk_live_"].map { Shape("a Stripe key", $0, 16...255) }
    + [
      Shape("a GitHub token", "github_pat_", 40...255, word),
      Shape(
        "a Slack webhook", "hooks.slack.com/services/T", 20...255, letters.union("/".utf8)),
      Shape("a Google API key", "AIza", 35...35, word),
      Shape("an Anthropic key", "sk-ant-", 32...255, word),
      Shape("an OpenAI key", "sk-proj-", 32...255, word),
      Shape("a GitLab token", "glpat-", 20...255, word),
      Shape("an npm token", "npm_", 36...36),
      Shape("a PyPI token", "pypi-AgEIcHlwaS5vcmc", 50...255, word),
      Shape("a Hugging Face token", "hf_", 34...40),
      Shape("a SendGrid key", "SG.", 66...66, word.union(".".utf8)),
    ]

  private static let byFirst = Dictionary(grouping: shapes) { $0.prefix[0] }
  private static let pem = Array("-----BEGIN ".utf8)

  /// The keys and tokens in some bytes, in order.
  static func all(in bytes: [UInt8]) -> [Found] {
    var found: [Found] = []
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "-"), let key = privateKey(bytes, at: index) {
        found.append(key)
        index = key.range.upperBound
      } else if let shapes = byFirst[byte], let token = token(bytes, at: index, shapes) {
        found.append(token)
        index = token.range.upperBound
      } else {
        index += 1
      }
    }
    return found
  }

  /// A text with the keys and tokens in it shown by their beginning alone.
  package static func masked(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var result = ""
    var end = 0
    for secret in all(in: bytes) {
      result += String(decoding: bytes[end..<secret.range.lowerBound], as: UTF8.self) + secret.shown
      end = secret.range.upperBound
    }
    return end == 0 ? text : result + String(decoding: bytes[end...], as: UTF8.self)
  }

  private static func token(_ bytes: [UInt8], at start: Int, _ shapes: [Shape]) -> Found? {
    if start > 0, letters.contains(bytes[start - 1]) { return nil }
    guard let shape = shapes.first(where: { bytes[start...].starts(with: $0.prefix) }) else {
      return nil
    }
    // One more than there may be tells that it is too long, however long it is.
    let body = bytes[(start + shape.prefix.count)...].prefix(shape.length.upperBound + 1)
      .prefix { shape.characters.contains($0) }
    guard shape.length.contains(body.count), !isMadeUp(body) else { return nil }
    let count = shape.prefix.count + body.count
    let shown = String(decoding: shape.prefix, as: UTF8.self)
    return Found(
      what: shape.what, shown: "\(shown)… (\(count) characters)", range: start..<start + count)
  }

  /// Whether it is an example that anyone can see is one: words that say so, or few characters.
  private static func isMadeUp(_ body: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: body, as: UTF8.self).lowercased()
    return Set(body).count < 8
      || ["example", "xxxx", "your", "placeholder", "redacted", "1234567890", "abcdefgh"]
        .contains { text.contains($0) }
  }

  /// A private key in PEM: the line that begins one, with a key behind it, not just dots.
  private static func privateKey(_ bytes: [UInt8], at start: Int) -> Found? {
    let rest = bytes[start...]
    guard rest.starts(with: pem) else { return nil }
    let name = rest.dropFirst(pem.count).prefix(40).prefix {
      $0 != UInt8(ascii: "-") && $0 != 0x0A
    }
    let shown = String(decoding: name, as: UTF8.self)
    guard shown.hasSuffix("PRIVATE KEY") else { return nil }
    let blanks = Set(" \t\r\n\\".utf8)
    var body = rest.dropFirst(pem.count + name.count + 5)
    // In JSON the line end is a backslash and an “n”.
    if body.starts(with: "\\n".utf8) { body = body.dropFirst(2) }
    body = body.drop { blanks.contains($0) }
    let key = body.prefix(64).prefix { letters.contains($0) || "+/=".utf8.contains($0) }
    guard key.count >= 40, !isMadeUp(key) else { return nil }
    // All that may be of the key, up to the hyphens or the quote that end it.
    let end = body.firstIndex { !letters.contains($0) && !"+/= \t\r\n\\".utf8.contains($0) }
    return Found(
      what: "a private key", shown: "-----BEGIN \(shown)…", range: start..<(end ?? bytes.count))
  }
}
