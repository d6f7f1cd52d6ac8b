#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What standard output and standard error are, and how to write to them.
struct Terminal: Sendable {
  /// A way to make text stand out, where colour is wanted.
  enum Style: String {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case blue = "34"
    case magenta = "35"
    case cyan = "36"
  }

  /// Whether standard output is a terminal.
  let isTerminal: Bool
  /// Whether to write colours.
  var hasColour: Bool
  /// How many columns there are to fill: the terminal's, or 80.
  var width: Int

  /// The terminal as the process finds it.
  ///
  /// - Parameter colour: `always`, `never`, or `auto`: on a terminal, unless `NO_COLOR` is set.
  init(colour: ColourChoice, environment: [String: String]) {
    isTerminal = isatty(STDOUT_FILENO) == 1
    switch colour {
    case .always: hasColour = true
    case .never: hasColour = false
    case .auto:
      hasColour =
        isTerminal && environment["NO_COLOR", default: ""].isEmpty
        && environment["TERM"] != "dumb"
    }
    var size = winsize()
    let known = isTerminal && ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    width = known ? max(40, Int(size.ws_col)) : 80
  }

  /// Whether someone sits at standard error, to whom progress can be shown.
  static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }
  /// Whether someone sits at standard input and standard output, to pick from what is shown.
  static var canPick: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }
  /// Whether someone can be asked.
  static var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

  /// `text` in that style, or as it is where there is no colour.
  func styled(_ text: String, _ styles: Style...) -> String {
    guard hasColour, !text.isEmpty, !styles.isEmpty else { return text }
    return "\u{1B}[\(styles.map(\.rawValue).joined(separator: ";"))m\(text)\u{1B}[0m"
  }

  /// `text` with what could steer a terminal made visible: titles and paths come from files.
  static func safe(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: steers) else { return text }
    return text.unicodeScalars.map { scalar in
      steers(scalar) ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
    }.joined()
  }

  /// The same for what belongs on one line, such as a path: line breaks are made visible too.
  static func line(_ text: String) -> String {
    safe(text).replacing("\n", with: "\\u{a}").replacing("\t", with: "\\u{9}")
  }

  /// Control characters, and those that turn the direction of writing or cannot be seen.
  private static func steers(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0...0x1F, 0x7F...0x9F: true
    case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF: true
    case 0xE0000...0xE007F: true
    default: false
    }
  }

  /// Writes text to standard output, and ends its last line.
  func write(_ text: String) {
    put(Array((text.hasSuffix("\n") || text.isEmpty ? text : text + "\n").utf8), to: STDOUT_FILENO)
  }

  /// Writes bytes to standard output as they are.
  func write(bytes: [UInt8]) { put(bytes, to: STDOUT_FILENO) }

  /// Writes text to standard output without ending the line.
  func writeInPlace(_ text: String) { put(Array(text.utf8), to: STDOUT_FILENO) }

  /// Writes a line to standard error.
  static func note(_ line: String) { put(Array("\(line)\n".utf8), to: STDERR_FILENO) }

  /// Writes text to standard error without ending the line.
  static func noteInPlace(_ text: String) { put(Array(text.utf8), to: STDERR_FILENO) }
}

/// Writes all of `bytes`. That nobody reads any more is no failure: the process ends well.
private func put(_ bytes: [UInt8], to descriptor: Int32) {
  bytes.withUnsafeBytes { buffer in
    var rest = buffer[...]
    while !rest.isEmpty {
      let count = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count < 0 {
        if errno == EINTR || errno == EAGAIN { continue }
        exit(errno == EPIPE ? 0 : 1)
      }
      rest = rest.dropFirst(count)
    }
  }
}
