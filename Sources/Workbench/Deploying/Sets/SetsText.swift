internal import Sections

/// Changes the file of sets line by line, so that comments and order stay.
struct SetsText {
  private var lines: [String]

  /// The text of the file; empty where there is none.
  init(_ bytes: [UInt8]) {
    let table = LineTable(bytes)
    lines = table.starts.indices.map {
      String(decoding: bytes[table.range(ofLine: $0)], as: UTF8.self)
    }
    if lines == [""] { lines = [] }
  }

  /// The bytes of the file.
  var bytes: [UInt8] { Array(lines.joined().utf8) }

  /// Adds entries to a set, which is made where there is none.
  ///
  /// - Throws: ``SetFailure/intricate(_:)`` where the set is no plain list.
  mutating func add(_ entries: [String], to name: String) throws(SetFailure) {
    let before = try ComponentSets(bytes)
    let old = before.all.first { $0.name == name }?.entries ?? []
    let new = entries.filter { !old.contains($0) }
    guard !new.isEmpty else { return }
    if let place = place(of: name) {
      insert(new, at: place)
    } else {
      if let last = lines.last, !last.hasSuffix("\n") { lines[lines.count - 1] += "\n" }
      lines.append("\(name):\n")
      lines += new.map { "  - \(Self.written($0))\n" }
    }
    try expect(old + new, in: name, others: before)
  }

  /// Takes entries out of a set.
  ///
  /// - Throws: ``SetFailure/intricate(_:)`` where the set is no plain list.
  mutating func remove(_ entries: [String], from name: String) throws(SetFailure) {
    let before = try ComponentSets(bytes)
    let old = try before[name]
    if let place = place(of: name) {
      for index in place.reversed() {
        if index > place.lowerBound, let entry = Self.entry(lines[index]), entries.contains(entry) {
          lines.remove(at: index)
        }
      }
      rewriteList(lines[place.lowerBound], at: place.lowerBound, without: entries)
    }
    try expect(old.filter { !entries.contains($0) }, in: name, others: before)
  }

  /// Takes a whole set out. Comments between it and the next stay.
  mutating func remove(_ name: String) throws(SetFailure) {
    let before = try ComponentSets(bytes)
    _ = try before[name]
    if let place = place(of: name) {
      let last = place.last { Self.entry(lines[$0]) != nil } ?? place.lowerBound
      lines.removeSubrange(place.lowerBound...last)
    }
    guard try ComponentSets(bytes).all == before.all.filter({ $0.name != name }) else {
      throw .intricate(name)
    }
  }

  /// The lines of a set: from its name to the next name.
  private func place(of name: String) -> Range<Int>? {
    let starts = lines.indices.filter { Self.name(lines[$0]) != nil }
    guard let start = starts.first(where: { Self.name(lines[$0]) == name }) else { return nil }
    return start..<(starts.first { $0 > start } ?? lines.count)
  }

  private mutating func insert(_ entries: [String], at place: Range<Int>) {
    let header = lines[place.lowerBound]
    if let close = header.lastIndex(of: "]"), let open = header.firstIndex(of: "[") {
      let isEmpty = header[open..<close].dropFirst().allSatisfy(\.isWhitespace)
      let text = entries.map(Self.written).joined(separator: ", ")
      lines[place.lowerBound].insert(contentsOf: (isEmpty ? "" : ", ") + text, at: close)
      return
    }
    let last = place.last { Self.entry(lines[$0]) != nil }
    let indent = last.map { lines[$0].prefix { $0 == " " } } ?? "  "
    let after = last ?? place.lowerBound
    if !lines[after].hasSuffix("\n") { lines[after] += "\n" }
    let ending = lines[after].hasSuffix("\r\n") ? "\r\n" : "\n"
    lines.insert(
      contentsOf: entries.map { "\(indent)- \(Self.written($0))\(ending)" }, at: after + 1)
  }

  private mutating func rewriteList(_ header: String, at line: Int, without entries: [String]) {
    guard let open = header.firstIndex(of: "["), let close = header.lastIndex(of: "]") else {
      return
    }
    let items = header[header.index(after: open)..<close].split(separator: ",")
    let kept = items.filter { !entries.contains(Self.unquoted($0)) }
    let text = kept.enumerated().map { $0 == 0 ? String($1.drop { $0 == " " }) : String($1) }
    lines[line] =
      header[...open] + text.joined(separator: ",") + header[close...]
  }

  /// That the file says now what it is to say; a list on several lines, or one with comments in
  /// it, may not.
  private func expect(
    _ entries: [String], in name: String, others before: ComponentSets
  ) throws(SetFailure) {
    let after = try ComponentSets(bytes)
    let others = { (sets: ComponentSets) in sets.all.filter { $0.name != name } }
    guard try after[name] == entries, others(after) == others(before) else {
      throw .intricate(name)
    }
  }

  /// The name that a line begins a set with.
  private static func name(_ line: String) -> String? {
    guard let first = line.first, !" \t#-\r\n[]{}".contains(first),
      let colon = line.firstIndex(of: ":")
    else { return nil }
    return unquoted(line[..<colon])
  }

  /// The entry that a line of a list is.
  private static func entry(_ line: String) -> String? {
    let text = line.drop { $0 == " " }
    guard text.hasPrefix("- ") else { return nil }
    let value = text.dropFirst(2)
    return unquoted(value.firstRange(of: " #").map { value[..<$0.lowerBound] } ?? value)
  }

  private static func unquoted(_ text: Substring) -> String {
    var text = text
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    guard text.count > 1, let quote = text.first, "\"'".contains(quote), text.last == quote else {
      return String(text)
    }
    return String(text.dropFirst().dropLast())
  }

  /// An entry as YAML: plain where every reader takes that for the same text.
  private static func written(_ entry: String) -> String {
    let isPlain =
      entry.first?.isLetter == true
      && entry.utf8.allSatisfy {
        let character = Character(Unicode.Scalar($0))
        return character.isASCII
          && (character.isLetter || character.isNumber || "-_./:*?".contains(character))
      } && !entry.hasSuffix(":")
    guard !isPlain else { return entry }
    return "\"" + entry.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
