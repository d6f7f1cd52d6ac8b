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
  /// Rows as bytes, with what a unit is worth and which is zero.
  let bytes: Memory
  let scales: Memory
  let zeros: Memory
  /// For the attention of one head.
  let attention: Memory
  private var primitive = Memory(bytes: 0)

  /// Memory for `count` rows at most, in texts of at most ``ModelConfiguration/window``.
  init(_ model: ModelConfiguration, rows count: Int) {
    let count = count + Products.slack
    rows = Memory(bytes: 4 * count * model.dimension)
    other = Memory(bytes: 4 * count * model.dimension)
    threefold = Memory(bytes: 12 * count * model.dimension)
    inner = Memory(bytes: 4 * count * model.inner)
    bytes = Memory(bytes: count * max(model.dimension, model.inner))
    scales = Memory(bytes: 4 * count)
    zeros = Memory(bytes: 4 * count)
    let floats = vectors_attend_scratch(model.window, model.dimension / model.heads)
    attention = Memory(bytes: 4 * floats)
  }

  /// At least so many bytes for a product to run in.
  func room(of count: Int) -> Memory {
    if primitive.count < count { primitive = Memory(bytes: count) }
    return primitive
  }
}
