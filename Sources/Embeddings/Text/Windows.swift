/// A text as windows that a model can read at once.
enum Windows {
  /// The pieces of each window: all of them where there are at most `size`, else windows of `size`
  /// that overlap by a quarter; the last has `size` too, so none is a short rest.
  static func ranges(count: Int, size: Int) -> [Range<Int>] {
    guard count > size, size > 0 else { return count > 0 ? [0..<count] : [] }
    let step = max(1, size - size / 4)
    var ranges: [Range<Int>] = []
    var start = 0
    while start + size < count {
      ranges.append(start..<start + size)
      start += step
    }
    ranges.append(count - size..<count)
    return ranges
  }
}
