internal import CVectors

/// The memory that one worker computes in.
final class Scratch {
  /// Rows of the model's width: what goes in and comes out of a layer.
  let rows: Memory
  /// Rows of that width too, for what is in between.
  let other: Memory
  /// Query, key and value of each row.
  let threefold: Memory
  /// Rows of the inner width.
  let inner: Memory
  /// Rows as they are multiplied; of bytes, with what a unit is worth and which is zero.
  let packed: Memory
  let scales: Memory
  let zeros: Memory
  /// For the attention of one head.
  let attention: Memory
  /// For products of what rows as bytes lack; nil where that is left out.
  let fine: Fine?
  private var primitive = Memory(bytes: 0)

  /// Rows of the inner width.
  struct Fine {
    /// What the bytes lack.
    let left: Memory
    /// Products of that.
    let more: Memory
  }

  /// Memory for `count` rows at most, in texts of at most `longest`.
  ///
  /// - Parameter isFine: whether to multiply what rows as bytes lack.
  init(_ model: ModelConfiguration, rows count: Int, longest: Int, isFine: Bool) {
    let count = (count + Products.slack + 15) / 16 * 16
    let room = 4 * count * max(3 * model.dimension, model.inner)
    fine = isFine ? Fine(left: Memory(bytes: room), more: Memory(bytes: room)) : nil
    rows = Memory(bytes: 4 * count * model.dimension)
    other = Memory(bytes: 4 * count * model.dimension)
    threefold = Memory(bytes: 12 * count * model.dimension)
    inner = Memory(bytes: 4 * count * model.inner)
    packed = Memory(bytes: 4 * count * max(model.dimension, model.inner))
    scales = Memory(bytes: 4 * count)
    zeros = Memory(bytes: 4 * count)
    let head = model.dimension / model.heads
    attention = Memory(
      bytes: max(
        4 * vectors_attend_scratch(longest, head), tiles_attend_scratch(longest, head)))
  }

  /// At least so many bytes for a product to run in.
  func room(of count: Int) -> Memory {
    if primitive.count < count { primitive = Memory(bytes: count) }
    return primitive
  }
}
