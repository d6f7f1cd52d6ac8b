/// Text cut into the pieces of a vocabulary, each with the bytes it came from.
struct Pieces: Sendable, Equatable {
  /// The numbers of the pieces.
  var numbers: [Int32] = []
  /// For each piece, the bytes of the word it is of.
  var ranges: [Range<Int>] = []
}

/// Cuts text into words, and words into the longest pieces there are, from the left.
///
/// It does what the tokenizer of the `tokenizers` package does for BERT's models, to the letter: a
/// model has learnt what that makes of text, faults included.
struct WordPiece: Sendable {
  /// What stands for the beginning of a text.
  let start: Int32
  /// What stands for the end of a text.
  let end: Int32
  /// How many pieces there are.
  var count: Int { vocabulary.count }
  private let vocabulary: Vocabulary
  private let unknown: Int32
  private let lowercases: Bool
  private let separatesCJK: Bool
  /// Pieces that stand for themselves wherever the text has them.
  private let special: [(bytes: [UInt8], number: Int32)]
  private static let longestWord = 100

  /// Nil where the vocabulary lacks what marks the beginning, the end and the unknown.
  init?(_ vocabulary: Vocabulary, lowercases: Bool, separatesCJK: Bool) {
    guard let start = vocabulary.number(of: "[CLS]".utf8),
      let end = vocabulary.number(of: "[SEP]".utf8),
      let unknown = vocabulary.number(of: "[UNK]".utf8)
    else { return nil }
    (self.start, self.end, self.unknown) = (start, end, unknown)
    self.vocabulary = vocabulary
    self.lowercases = lowercases
    self.separatesCJK = separatesCJK
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"].compactMap { name in
      vocabulary.number(of: name.utf8).map { (Array(name.utf8), $0) }
    }
  }

  /// Cuts `text`, which need not be UTF-8, into pieces. No marks are added.
  func pieces(of text: some RandomAccessCollection<UInt8>) -> Pieces {
    let text = Array(text)
    var word = Word(self)
    var offset = 0
    while offset < text.count {
      let byte = text[offset]
      if byte == UInt8(ascii: "["), let found = special(in: text, at: offset) {
        word.finish()
        word.add(found.number, offset..<offset + found.bytes.count)
        offset += found.bytes.count
      } else if byte < 0x80 {
        word.take(ascii: byte, at: offset)
        offset += 1
      } else {
        let (scalar, length) = Self.scalar(in: text, at: offset)
        if let scalar { word.take(scalar, offset..<offset + length) }
        offset += length
      }
    }
    word.finish()
    return word.pieces
  }

  private func special(in text: [UInt8], at offset: Int) -> (bytes: [UInt8], number: Int32)? {
    special.first { text[offset...].starts(with: $0.bytes) }
  }

  /// The scalar at `offset` and its length in bytes; nil where the bytes are none, which drops them.
  private static func scalar(
    in text: [UInt8], at offset: Int
  ) -> (scalar: Unicode.Scalar?, length: Int) {
    var parser = Unicode.UTF8.ForwardParser()
    var bytes = text[offset..<min(offset + 4, text.count)].makeIterator()
    switch parser.parseScalar(from: &bytes) {
    case .valid(let encoded): return (Unicode.UTF8.decode(encoded), encoded.count)
    case .error(let length): return (nil, max(1, length))
    case .emptyInput: return (nil, 1)
    }
  }

  /// A word as it is gathered, and the pieces so far.
  private struct Word {
    var pieces = Pieces()
    private let rules: WordPiece
    private var bytes: [UInt8] = []
    private var scalars = 0
    private var range = 0..<0
    private var forms: [Unicode.Scalar: ScalarForm] = [:]

    init(_ rules: WordPiece) { self.rules = rules }

    mutating func add(_ number: Int32, _ range: Range<Int>) {
      pieces.numbers.append(number)
      pieces.ranges.append(range)
    }

    mutating func take(ascii byte: UInt8, at offset: Int) {
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D: finish()
      case 0..<0x20, 0x7F: break
      case 0x41...0x5A: append(rules.lowercases ? byte | 0x20 : byte, offset)
      case 0x30...0x39, 0x61...0x7A: append(byte, offset)
      default:
        finish()
        append(byte, offset)
        finish()
      }
    }

    mutating func take(_ scalar: Unicode.Scalar, _ place: Range<Int>) {
      let form =
        forms[scalar]
        ?? ScalarForm(
          of: scalar, lowercases: rules.lowercases, separatesCJK: rules.separatesCJK)
      forms[scalar] = form
      if form.isAlone { finish() }
      for scalar in form.scalars {
        if ScalarForm.isBlank(scalar) {
          finish()
        } else if ScalarForm.isPunctuation(scalar) {
          finish()
          append(scalar, place)
          finish()
        } else {
          append(scalar, place)
        }
      }
      if form.isAlone { finish() }
    }

    private mutating func append(_ byte: UInt8, _ offset: Int) {
      extend(over: offset..<offset + 1)
      if scalars <= WordPiece.longestWord { bytes.append(byte) }
    }

    private mutating func append(_ scalar: Unicode.Scalar, _ place: Range<Int>) {
      extend(over: place)
      guard scalars <= WordPiece.longestWord else { return }
      bytes += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
    }

    private mutating func extend(over place: Range<Int>) {
      range = (scalars == 0 ? place.lowerBound : range.lowerBound)..<place.upperBound
      scalars += 1
    }

    /// Cuts the word that was gathered into pieces, and begins another.
    mutating func finish() {
      guard scalars > 0 else { return }
      defer {
        bytes.removeAll(keepingCapacity: true)
        scalars = 0
      }
      guard scalars <= WordPiece.longestWord else { return add(rules.unknown, range) }
      let before = pieces.numbers.count
      var start = 0
      var key: [UInt8] = []
      while start < bytes.count {
        var found: Int32?
        var end = bytes.count
        while found == nil, end > start {
          key.removeAll(keepingCapacity: true)
          if start > 0 { key += [0x23, 0x23] }
          key += bytes[start..<end]
          found = rules.vocabulary.number(of: key)
          if found == nil {
            repeat { end -= 1 } while end > start && bytes[end] & 0xC0 == 0x80
          }
        }
        guard let found else {
          pieces.numbers.removeSubrange(before...)
          pieces.ranges.removeSubrange(before...)
          return add(rules.unknown, range)
        }
        add(found, range)
        start = end
      }
    }
  }
}
