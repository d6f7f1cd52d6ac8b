/// Finds the sections of one family of files.
///
/// Conform a value type. A parser holds no state between files and does no I/O, so the host may
/// call it from any task, and may cache what it returned for as long as ``id`` and ``version`` stay
/// what they were.
///
/// ## Implementation guidance
///
/// - Return ranges of ``Source/bytes``, in bytes. List the nodes in reading order; a node inside
///   another is its child. Begin a section at the start of its first line (decorators and leading
///   comments included) and end it after its last line ending, so that a section is whole lines.
/// - Leave out what is no section: the host keeps the bytes between, gives blank ones to the
///   section before, and makes a section of the others.
/// - Expect anything: no bytes, half a file, invalid UTF-8, 100,000 brackets. Walk iteratively.
///   Say what you can recognise, and add a warning for what you cannot.
/// - Throw only when nothing can be said. The file then becomes one plain section, with the
///   failure as a warning, and the run goes on.
/// - Give the same outline for the same bytes, always.
/// - Raise ``version`` whenever the same bytes may now give another outline.
/// - Test with ``Conformance``: it is what ‘joinery parser check’ runs.
public protocol SectionParser: Sendable {
  /// The parser's name: lower-case letters, digits and hyphens. Unique among parsers.
  var id: String { get }
  /// Counts up with every change of what the parser returns.
  var version: Int { get }
  /// The files it is for.
  var claims: [Claim] { get }
  /// Finds the sections of `source`.
  ///
  /// - Throws: ``ParseFailure`` where nothing can be said of the file. Broken syntax is no reason.
  func outline(of source: Source) async throws(ParseFailure) -> Outline
}

/// A parser that can also read a file as a stream of tokens, for comparing code by its shape.
public protocol TokenizingParser: SectionParser {
  /// The tokens of `source` in reading order, white space left out.
  ///
  /// - Throws: ``ParseFailure`` where nothing can be said of the file.
  func tokens(of source: Source) async throws(ParseFailure) -> [Token]
}

/// What a parser is for: a way to tell a file by.
public enum Claim: Hashable, Sendable, Codable {
  /// The end of the file's name, with its dot, lower case: `.py`.
  case suffix(String)
  /// The file's whole name: `Makefile`.
  case name(String)
  /// The program its `#!` line runs, without folder or version: `bash`.
  case interpreter(String)
}

/// Why a parser could say nothing of a file.
public enum ParseFailure: Explained, Equatable {
  /// It took longer than its limit.
  case timedOut(seconds: Double)
  /// The file is larger than the parser takes.
  case tooLarge(bytes: Int, limit: Int)
  /// Anything else: what is wrong, in words.
  case failed(String)

  public var problem: String {
    switch self {
    case .timedOut(let seconds): "the parser gave no outline within \(seconds) s"
    case .tooLarge(let bytes, let limit):
      "the file has \(bytes) bytes, more than the \(limit) that its parser takes"
    case .failed(let reason): reason
    }
  }

  public var hint: String? { "The file is kept whole, as one section." }
}
