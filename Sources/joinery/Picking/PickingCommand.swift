/// What a line that was typed in a picking session asks for.
enum PickingCommand: Equatable {
  /// Nothing was typed.
  case nothing
  /// Look for sections.
  case search(String)
  /// More of what was found.
  case more
  /// Take these parts, by number, or put them back, in that order.
  case mark([Mark])
  /// Take what an address names.
  case add(String)
  /// Put one part where another is.
  case move(Int, to: Int)
  /// Move a part by so many places.
  case shift(Int, by: Int)
  /// Have a part go to a slot.
  case slot(Int, String)
  /// Print a part: its beginning, or the whole of it.
  case show(Int, isWhole: Bool)
  /// List the sections of a part's file.
  case tree(Int)
  /// List what was taken.
  case list
  /// Show what would be composed.
  case preview
  /// Set a parameter.
  case set(String, String)
  /// Use another template, or list them where none is named.
  case template(String?)
  /// List what can be typed.
  case help
  /// Compose.
  case done
  /// Leave without composing.
  case leave
  /// A command whose arguments make no sense: how it is written, and the line.
  case misused(String, line: String)

  /// A part that is taken or put back.
  struct Mark: Equatable {
    /// Its number.
    var number: Int
    /// Whether it is taken.
    var isTaken: Bool
  }

  /// What can be typed, and what it does: the help of the session.
  static let manual: [(line: String, meaning: String)] = [
    ("words", "search; all of ‘joinery search’ works: kind:function"),
    ("more", "more of what was found"),
    ("1 3 5-7", "take these; their numbers stay as long as you are here"),
    ("-3", "put 3 back"),
    ("+ADDRESS", "take a section, file or component by its address or id"),
    ("show 3", "read how 3 begins; ‘show 3 all’ reads on"),
    ("tree 3", "all sections of the file that 3 is in"),
    ("list", "what is taken, in its order"),
    ("up 3, down 3", "move 3 by one place"),
    ("move 3 1", "put 3 where 1 is"),
    ("slot 3 NAME", "have 3 go to that slot of the template"),
    ("set NAME=VALUE", "set a parameter; ‘set’ lists them"),
    ("template NAME", "make something else; ‘template’ lists what"),
    ("preview", "the outline of what would be composed"),
    ("done, or Enter", "compose; asks before it writes"),
    ("q", "leave, and write nothing"),
    ("/words", "search for words that would be a command"),
  ]

  /// Reads a line. What is no command is a search.
  init(_ line: String) {
    let text = line.trimmed
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    guard let first = words.first else {
      self = .nothing
      return
    }
    let rest = Array(words.dropFirst())
    if text.hasPrefix("/") {
      let query = String(text.dropFirst()).trimmed
      self = query.isEmpty ? .help : .search(query)
    } else if text.hasPrefix("+") {
      let address = String(text.dropFirst()).trimmed
      self = address.isEmpty ? .misused("+ADDRESS", line: text) : .add(address)
    } else if let marks = Self.marks(words) {
      self = .mark(marks)
    } else if let command = Self.plain(first, rest) ?? Self.numbered(first, rest, text)
      ?? Self.naming(first, rest, text)
    {
      self = command
    } else {
      self = .search(text)
    }
  }

  /// Commands of one word.
  private static func plain(_ word: String, _ rest: [String]) -> PickingCommand? {
    guard rest.isEmpty else { return nil }
    switch word {
    case "more", "m": return .more
    case "list", "l": return .list
    case "preview", "p": return .preview
    case "help", "h", "?": return .help
    case "done", "d": return .done
    case "q", "quit", "exit": return .leave
    default: return nil
    }
  }

  /// Commands that begin with the number of a part.
  private static func numbered(
    _ word: String, _ rest: [String], _ line: String
  ) -> PickingCommand? {
    let numbers = rest.compactMap { Int($0) }
    let isNumbers = numbers.count == rest.count
    switch (word, rest.count) {
    case ("show", 1) where isNumbers: return .show(numbers[0], isWhole: false)
    case ("show", 2) where numbers.count == 1 && rest[1] == "all":
      return .show(numbers[0], isWhole: true)
    case ("tree", 1) where isNumbers: return .tree(numbers[0])
    case ("up", 1) where isNumbers: return .shift(numbers[0], by: -1)
    case ("down", 1) where isNumbers: return .shift(numbers[0], by: 1)
    case ("move", 2) where isNumbers: return .move(numbers[0], to: numbers[1])
    case ("slot", 2) where numbers.first == Int(rest[0]) && Int(rest[0]) != nil:
      return .slot(numbers[0], rest[1])
    case ("show", _), ("tree", _), ("up", _), ("down", _), ("move", _), ("slot", _):
      // Several words that are no numbers are words to look for.
      guard isNumbers || rest.count < 2 else { return nil }
      let usage = ["move": "move 3 1", "slot": "slot 3 NAME"][word] ?? "\(word) 3"
      return .misused(usage, line: line)
    default: return nil
    }
  }

  /// Commands that name something of the template, or one.
  private static func naming(
    _ word: String, _ rest: [String], _ line: String
  ) -> PickingCommand? {
    switch word {
    case "template" where rest.count < 2: return .template(rest.first)
    case "set":
      let setting = String(line.dropFirst(word.count)).trimmed
      if setting.isEmpty { return .set("", "") }
      guard let mark = setting.firstIndex(of: "="), mark > setting.startIndex,
        !setting[..<mark].contains(" ")
      else { return rest.count < 2 ? .misused("set NAME=VALUE", line: line) : nil }
      return .set(String(setting[..<mark]), String(setting[mark...].dropFirst()))
    default: return nil
    }
  }

  /// The marks that words like `1`, `3-5`, `2,4` and `-6` stand for; nil where one is none.
  private static func marks(_ words: [String]) -> [Mark]? {
    let items = words.flatMap { $0.split(separator: ",") }
    guard !items.isEmpty else { return nil }
    var marks: [Mark] = []
    for item in items {
      let isTaken = item.first != "-"
      let ends = item.drop { $0 == "-" }.split(separator: "-", omittingEmptySubsequences: false)
      let numbers = ends.compactMap { $0.allSatisfy(\.isASCII) ? Int($0) : nil }
      guard numbers.count == ends.count, (1...2).contains(numbers.count), let first = numbers.first,
        let last = numbers.last
      else { return nil }
      let (low, high) = (min(first, last), max(first, last))
      // A range that is too long to be meant is refused where its numbers are looked up.
      marks += (low...(high - low > 999 ? low + 999 : high)).map {
        Mark(number: $0, isTaken: isTaken)
      }
    }
    return marks
  }
}

extension String {
  /// The text without white space around it.
  var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
