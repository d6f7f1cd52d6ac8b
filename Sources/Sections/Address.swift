/// How a person or an agent names a section, a file or a component.
///
/// ```
/// k3f9                            a section, by its id or the beginning of one
/// pdf/SKILL.md#quick-start        a section, by file and anchor
/// pdf/scripts/fill.py#Form.fill   a method
/// pdf/SKILL.md#notes~2            the second section of that anchor
/// pdf/SKILL.md#notes@1f3a9c       as it was, by the beginning of its content hash
/// pdf/SKILL.md                    a file; any end of its path that is unique
/// pdf                             a component, by name or path
/// ```
public struct Address: Sendable, Hashable {
  /// The address as it was written.
  public let text: String
  /// The path or its end, or the component's name: what stands before `#`.
  public let path: String
  /// What stands after `#`, without its ordinal.
  public let anchor: String?
  /// Which of the sections of that anchor: 1 unless `~N` says otherwise.
  public let ordinal: Int
  /// The beginning of the content hash after `@`.
  public let pin: String?
  /// The ids this may be the beginning of.
  public let ids: ClosedRange<SectionID>?

  /// Reads an address.
  ///
  /// - Throws: ``AddressFailure/empty`` only; anything else names something, perhaps unknown.
  public init(_ text: String) throws(AddressFailure) {
    self.text = text
    var rest = Substring(text)
    pin = Address.removePin(from: &rest)
    guard !rest.isEmpty, rest != "#" else { throw .empty }
    // By scalars: an anchor may begin with one that makes a single character of itself and “#”.
    guard let mark = rest.unicodeScalars.lastIndex(of: "#") else {
      path = Address.tidy(rest)
      anchor = nil
      ordinal = 1
      ids = rest.count >= 2 ? SectionID.range(ofPrefix: rest) : nil
      return
    }
    path = Address.tidy(rest[..<mark])
    ids = nil
    var fragment = rest[rest.unicodeScalars.index(after: mark)...]
    ordinal = Address.removeOrdinal(from: &fragment) ?? 1
    anchor = String(fragment)
  }

  private static func removePin(from text: inout Substring) -> String? {
    guard let mark = text.unicodeScalars.lastIndex(of: "@") else { return nil }
    let digits = text[text.unicodeScalars.index(after: mark)...]
    guard (6...64).contains(digits.count), digits.utf8.allSatisfy({ Hex.value(of: $0) != nil })
    else { return nil }
    text = text[..<mark]
    return digits.lowercased()
  }

  private static func removeOrdinal(from text: inout Substring) -> Int? {
    guard let mark = text.lastIndex(of: "~"), let number = Int(text[text.index(after: mark)...]),
      number > 0
    else { return nil }
    text = text[..<mark]
    return number
  }

  /// The address of nothing: of what comes from no section. Nothing is found under it.
  public static let nothing = Address()

  private init() {
    (text, path, anchor, ordinal, pin, ids) = ("", "", nil, 1, nil, nil)
  }

  /// Drops `./` at the start and `/` at the end, as shells complete them.
  private static func tidy(_ path: Substring) -> String {
    var path = path
    while path.hasPrefix("./") { path = path.dropFirst(2) }
    while path.hasSuffix("/"), path.count > 1 { path = path.dropLast() }
    return String(path)
  }
}

/// Why an address could not be read or followed.
public enum AddressFailure: Explained, Equatable {
  /// There is nothing in it.
  case empty
  /// Nothing in the library answers to it.
  case unknown(String, similar: [String])
  /// More than one thing answers to it.
  case ambiguous(String, candidates: [String])
  /// The section is there, but never had such content.
  case noSuchVersion(String, pin: String)
  /// It names a file or component where one section is asked for.
  case notASection(String)
  /// It names a section where a file or component is asked for.
  case notAFile(String)

  public var problem: String {
    switch self {
    case .empty: "the address is empty"
    case .unknown(let text, _): "nothing in the library answers to “\(text)”"
    case .ambiguous(let text, let candidates):
      "“\(text)” could be any of \(candidates.count): "
        + candidates.prefix(8).joined(separator: ", ") + (candidates.count > 8 ? ", …" : "")
    case .noSuchVersion(let text, let pin): "“\(text)” never had content with the hash \(pin)"
    case .notASection(let text): "“\(text)” is a whole file or component, not a section"
    case .notAFile(let text): "“\(text)” is a section, not a file or component"
    }
  }

  public var hint: String? {
    switch self {
    case .empty: "Give an id, or PATH#ANCHOR."
    case .unknown(_, let similar):
      similar.isEmpty
        ? "‘joinery search WORDS’ finds sections; ‘joinery list’ shows the components."
        : "Did you mean \(similar.joined(separator: ", "))?"
    case .ambiguous: "Write more of the path, or use an id from ‘joinery tree’."
    case .noSuchVersion: "Leave out ‘@…’ for the section as it is now."
    case .notASection: "‘joinery tree’ shows its sections."
    case .notAFile: "Leave out ‘#…’, or name the component."
    }
  }
}
