internal import Foundation

/// An answer that is not 200: what it means.
struct Refusal {
  /// The status.
  let status: Int
  /// What the server says, on one line.
  let message: String
  /// What kind of error it names.
  let code: String
  /// How long it says to wait.
  let retryAfter: Duration?

  /// Reads a refusal.
  ///
  /// - Parameters:
  ///   - key: is not repeated in the message.
  ///   - now: what a date in `retryAfter` is compared with.
  init(status: Int, body: [UInt8], retryAfter: String?, key: String?, now: Date = Date()) {
    self.status = status
    let error = try? JSONDecoder().decode(ErrorBody.self, from: Data(body))
    let said = error?.message ?? String(decoding: body.prefix(2000), as: UTF8.self)
    let line = said.split { $0.isWhitespace || $0.unicodeScalars.contains { $0.value < 0x20 } }
      .joined(separator: " ")
    let redacted = key.map { line.replacingOccurrences(of: $0, with: "…") } ?? line
    message = redacted.count > 200 ? "\(redacted.prefix(199))…" : redacted
    code = error?.code ?? ""
    self.retryAfter = retryAfter.flatMap { Self.wait($0, now) }
  }

  private static func wait(_ text: String, _ now: Date) -> Duration? {
    if let seconds = Double(text), seconds.isFinite, seconds >= 0 {
      return .seconds(min(seconds, 1e6))
    }
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(identifier: "GMT")
    format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
    return format.date(from: text).map { .seconds(max(0, $0.timeIntervalSince(now))) }
  }

  /// The failure it is.
  func failure(_ address: Address, key: String?) -> EndpointFailure {
    let said = message.isEmpty ? "" : ": \(message)"
    return EndpointFailure(
      problem: "\(address.shown) answered \(status)\(said)", hint: hint(key), remedy: remedy)
  }

  private var remedy: EndpointFailure.Remedy {
    // Some servers call a text that is too long an error of their own.
    if [400, 413, 422, 500].contains(status), status == 413 || isAboutLength { return .less }
    if [400, 422].contains(status), message.contains("encoding_format") { return .plain }
    // Who has no credit left gets none by waiting.
    if code == "insufficient_quota" { return .none }
    return status >= 500 || [408, 425, 429].contains(status) ? .again(after: retryAfter) : .none
  }

  private var isAboutLength: Bool {
    let said = message.lowercased()
    return [
      "context length", "context size", "context_size", "too long", "too large", "too many tokens",
      "maximum number of tokens", "max_tokens", "must have less than", "sequence length",
      "batch size", "array length", "exceeds the", "longer than",
    ].contains { said.contains($0) }
  }

  private func hint(_ key: String?) -> String {
    switch status {
    case 401, 403:
      key.map { "See that \($0) holds a key that is valid there." }
        ?? "Name the environment's variable with the key as “key” in .joinery/config.yaml."
    case 404: "See that “url” and “model” in .joinery/config.yaml are right."
    case 408, 425, 429, 500...: "Try again later: ‘joinery embed’ goes on where it was."
    default: "See what .joinery/config.yaml says of embeddings, and what the server takes."
    }
  }
}

/// What servers put into an answer that is no success; each has its own way.
private struct ErrorBody: Decodable {
  var message: String?
  var code: String?

  private enum Key: CodingKey { case error, message, detail, code, type }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    let error = try? values.nestedContainer(keyedBy: Key.self, forKey: .error)
    func text(_ key: Key, _ values: KeyedDecodingContainer<Key>?) -> String? {
      try? values?.decode(String.self, forKey: key)
    }
    message =
      text(.message, error) ?? text(.error, values) ?? text(.message, values)
      ?? text(.detail, values)
    code = text(.code, error) ?? text(.type, error)
  }
}
