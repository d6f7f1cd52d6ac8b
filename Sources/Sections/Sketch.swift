/// A small stand-in for a text, good enough to say how alike two texts are: the 128 smallest
/// hashes of its words and of its pairs of neighbouring words.
struct Sketch {
  private static let size = 128
  /// What a section begins with tells enough; the rest is not read.
  private static let limit = 16_384

  /// The hashes, ascending, each once.
  let hashes: [UInt64]

  init(of text: ArraySlice<UInt8>) {
    var hashes: Set<UInt64> = []
    var last: UInt64 = 0
    for word in text.prefix(Sketch.limit).split(whereSeparator: { $0 <= 0x20 }) {
      let hash = word.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
      hashes.insert(Sketch.mix(hash))
      hashes.insert(Sketch.mix(last &* 31 &+ hash))
      last = hash
    }
    self.hashes = Array(hashes.sorted().prefix(Sketch.size))
  }

  /// How alike the texts are: 0 for nothing in common, 1 for the same words in the same order.
  ///
  /// Twice what they share, divided by the sum of both: a text and its half are 2/3 alike.
  func similarity(to other: Sketch) -> Double {
    var (mine, theirs, shared, seen) = (0, 0, 0, 0)
    while seen < Sketch.size, mine < hashes.count, theirs < other.hashes.count {
      let (one, two) = (hashes[mine], other.hashes[theirs])
      if one == two { shared += 1 }
      if one <= two { mine += 1 }
      if two <= one { theirs += 1 }
      seen += 1
    }
    let rest = (hashes.count - mine) + (other.hashes.count - theirs)
    let union = min(Sketch.size, seen + rest)
    return union == 0 ? 0 : Double(2 * shared) / Double(union + shared)
  }

  /// Spreads a hash evenly over all values, so that the smallest are a fair sample.
  private static func mix(_ hash: UInt64) -> UInt64 {
    var hash = hash
    hash = (hash ^ hash >> 33) &* 0xff51_afd7_ed55_8ccd
    hash = (hash ^ hash >> 33) &* 0xc4ce_b9fe_1a85_ec53
    return hash ^ hash >> 33
  }
}

/// Finds the sketches that are like a given one without comparing with each.
struct SketchIndex {
  /// A hash found in more sketches than this tells nothing; so the work stays linear.
  private static let common = 8
  private static let mostCandidates = 8

  private let sketches: [Sketch]
  private var positions: [UInt64: [Int]] = [:]

  init(_ sketches: [Sketch]) {
    self.sketches = sketches
    for (position, sketch) in sketches.enumerated() {
      for hash in sketch.hashes where positions[hash, default: []].count <= SketchIndex.common {
        positions[hash, default: []].append(position)
      }
    }
  }

  /// The positions of the sketches most like `sketch`, with their similarity.
  func similar(to sketch: Sketch) -> [(position: Int, score: Double)] {
    var shared: [Int: Int] = [:]
    for hash in sketch.hashes {
      guard let found = positions[hash], found.count <= SketchIndex.common else { continue }
      for position in found { shared[position, default: 0] += 1 }
    }
    let ranked = shared.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return ranked.prefix(SketchIndex.mostCandidates).map { position, _ in
      (position, sketches[position].similarity(to: sketch))
    }
  }
}
