internal import Sections
internal import Yams

/// What is taken out of a recipe, with the lines it stands on. Comments around it stay.
extension RecipeText {
  /// Removes as many entries of a slot as `entries` are fewer, of those that are not among them.
  mutating func shrink(
    _ slot: String, to entries: [Recipe.Entry]
  ) throws(CompositionFailure) {
    let now = recipe.slots[slot, default: []]
    guard entries.count < now.count else { return }
    let gone = entries.difference(from: now, by: ==).removals.compactMap { change -> Int? in
      if case .remove(let offset, _, _) = change { offset } else { nil }
    }
    for index in gone.sorted(by: >).prefix(now.count - entries.count) {
      try remove(index, of: slot)
    }
  }

  private mutating func remove(
    _ index: Int, of slot: String
  ) throws(CompositionFailure) {
    var next = recipe
    next.slots[slot]?.remove(at: index)
    let yaml = YAMLText(text)
    let slots = try top().mapping?["slots"]?.mapping
    guard let list = slots?[slot], let node = list.sequence?.dropFirst(index).first,
      let start = yaml.start(of: node)
    else { throw refusal(1) }
    let key = slots?.first { $0.key.string == slot }?.key
    let isLast = next.slots[slot, default: []].isEmpty
    for end in yaml.ends(of: node) where end >= start {
      if yaml.isOnOneLine(list) {
        for range in yaml.items(around: start..<end) {
          if take(yaml.replacing(range, with: ""), as: next) { return }
        }
      } else if isLast, let key {
        for mark in yaml.colons(after: key) {
          let emptied = yaml.replacing(yaml.lines(from: start, to: end), with: "")
          let text = YAMLText(emptied).replacing(mark..<mark, with: " []")
          if take(text, as: next) { return }
        }
      } else if take(yaml.replacing(yaml.lines(from: start, to: end), with: ""), as: next) {
        return
      }
    }
    throw refusal(node.mark?.line)
  }

  /// Makes the files that are the author's those of `wanted`.
  mutating func setOwn(_ wanted: [String: Address?]) throws(CompositionFailure) {
    for path in recipe.own.keys.sorted() where wanted[path] == nil { try removeOwn(path) }
    for (path, source) in wanted.sorted(by: { $0.key < $1.key }) where recipe.own[path] != source {
      if recipe.own[path] != nil { try removeOwn(path) }
      var next = recipe
      next.own[path] = .some(source)
      let line = Recipe.line(own: path, of: source)
      let yaml = YAMLText(text)
      let top = try top()
      guard let files = top.mapping?["own"], files.null == nil, let first = files.mapping?.first
      else {
        try insertPart("own", ["  \(line)"], after: "template", yaml, top, as: next)
        continue
      }
      guard !yaml.isOnOneLine(files) else { throw refusal(files.mark?.line) }
      let indent = String(repeating: " ", count: yaml.column(of: first.key))
      try insert([indent + line], after: files, yaml, as: next)
    }
  }

  private mutating func removeOwn(_ path: String) throws(CompositionFailure) {
    var next = recipe
    next.own[path] = nil
    let yaml = YAMLText(text)
    let top = try top().mapping
    guard let pair = top?["own"]?.mapping?.first(where: { $0.key.string == path }),
      let start = yaml.start(of: pair.key)
    else { throw refusal(1) }
    let whole = top?.first { $0.key.string == "own" }?.key
    for end in yaml.ends(of: pair.value) where end >= start {
      for first in [whole.flatMap(yaml.start) ?? start, start] {
        let range = yaml.lines(from: first, to: end)
        if take(yaml.replacing(range, with: ""), as: next) { return }
      }
    }
    throw refusal(pair.key.mark?.line)
  }
}

extension YAMLText {
  /// The whole lines from that of `start` to that of `end`.
  fileprivate func lines(from start: Int, to end: Int) -> Range<Int> {
    lineStart(start)..<max(lineStart(start), nextLine(max(start, end - 1)))
  }

  /// The ranges of an item of a list on one line, with a comma before or after it, or without.
  fileprivate func items(around range: Range<Int>) -> [Range<Int>] {
    func isSpace(_ offset: Int) -> Bool { [" ", "\t", "\n", "\r"].contains(character(at: offset)) }
    var end = range.upperBound
    while isSpace(end) { end += 1 }
    var after = end + 1
    while isSpace(after) { after += 1 }
    var start = range.lowerBound
    while start > 0, isSpace(start - 1) { start -= 1 }
    var ranges: [Range<Int>] = []
    if character(at: end) == "," { ranges.append(range.lowerBound..<after) }
    if start > 0, character(at: start - 1) == "," { ranges.append(start - 1..<range.upperBound) }
    return ranges + [range]
  }

  /// The places behind the colons in the line of a key.
  fileprivate func colons(after key: Node) -> [Int] {
    guard let start = start(of: key) else { return [] }
    return (start..<lineEnd(start)).filter { character(at: $0) == ":" }.map { $0 + 1 }
  }
}
