import CVectors
import Examples
import Foundation
import Testing

/// Products by tiles, against adding up number by number. Passed over where the processor has none.
@Suite struct TilesTests {
  /// Rows of numbers that C is given.
  private final class Rows {
    let start: UnsafeMutableRawPointer

    init(bytes: Int) {
      start = .allocate(byteCount: bytes + 64, alignment: 64)
      start.initializeMemory(as: UInt8.self, repeating: 0, count: bytes + 64)
    }

    deinit { start.deallocate() }
  }

  private static func numbers(_ count: Int, _ dice: inout Dice) -> [Float] {
    (0..<count).map { _ in Float.random(in: -1...1, using: &dice) }
  }

  private static func gelu(_ x: Double) -> Double { x * (1 + erf(x / 2.0.squareRoot())) / 2 }

  @Test(arguments: [tiles_bytes.rawValue, tiles_floats.rawValue], [1, 15, 16, 17, 32, 33, 70])
  func `products are as exact as they should be`(kind: UInt32, count: Int) {
    guard tiles_available() != 0 else { return }
    let (kind, n, k) = (tiles_kind(kind), 64, 128)
    var dice = Dice(seed: UInt64(count))
    let (rows, weights) = (Self.numbers(count * k, &dice), Self.numbers(n * k, &dice))
    let (bias, more) = (Self.numbers(n, &dice), Self.numbers(count * n, &dice))
    var (scales, rowScales) = ([Float](repeating: 0, count: n), [Float](repeating: 0, count: count))
    var (sums, zeros) = ([Int32](repeating: 0, count: n), [Int32](repeating: 0, count: count))
    var (bytes, left) = (
      [Int8](repeating: 0, count: n * k), [Float](repeating: 0, count: count * k)
    )
    let packed = Rows(bytes: tiles_weights_size(kind, n, k))
    if kind == tiles_bytes {
      vectors_pack_weights(weights, &bytes, &scales, &sums, nil, n, k)
      tiles_pack_weights(kind, bytes, packed.start, n, k)
    } else {
      tiles_pack_weights(kind, weights, packed.start, n, k)
    }
    let source = Rows(bytes: tiles_rows_size(kind, count, k))
    tiles_pack_rows(kind, rows, source.start, &rowScales, &zeros, &left, count, k)
    #expect(kind == tiles_floats || left.allSatisfy { abs($0) <= 2.0 / 255 })
    let exact = (0..<count * n).map { place in
      (0..<k).reduce(Double(bias[place % n])) {
        $0 + Double(rows[place / n * k + $1]) * Double(weights[place % n * k + $1])
      }
    }
    for (adds, gelu, panels) in [
      (false, false, false), (true, false, false), (false, true, false), (true, true, false),
      (false, false, true),
    ] {
      let result = multiplied()
      func multiplied() -> [Float] {
        [Float](unsafeUninitializedCapacity: count * n) { buffer, filled in
          guard let start = buffer.baseAddress else { return }
          more.withUnsafeBufferPointer { more in
            bias.withUnsafeBufferPointer { bias in
              scales.withUnsafeBufferPointer { scales in
                sums.withUnsafeBufferPointer { sums in
                  rowScales.withUnsafeBufferPointer { rowScales in
                    zeros.withUnsafeBufferPointer { zeros in
                      var finish = tiles_finish(
                        rowScales: rowScales.baseAddress, rowZeros: zeros.baseAddress,
                        scales: scales.baseAddress, sums: sums.baseAddress,
                        bias: bias.baseAddress, residual: adds ? more.baseAddress : nil,
                        gelu: gelu ? 1 : 0, panels: panels ? 1 : 0, result: start)
                      tiles_multiply(kind, source.start, packed.start, count, n, k, &finish)
                    }
                  }
                }
              }
            }
          }
          filled = count * n
        }
      }
      for row in 0..<count {
        for column in 0..<n {
          var sum = exact[row * n + column]
          if adds { sum += Double(more[row * n + column]) }
          if gelu { sum = Self.gelu(sum) }
          let place = panels ? (column / 32 * count + row) * 32 + column % 32 : row * n + column
          #expect(abs(Double(result[place]) - sum) < (kind == tiles_bytes ? 0.2 : 1e-3))
        }
      }
    }
  }

  @Test(arguments: [1, 2, 16, 17, 32, 33, 48, 100], [32, 64])
  func `attention is that of the other instructions`(count: Int, width: Int) {
    guard tiles_available() != 0 else { return }
    var dice = Dice(seed: 1)
    // Query, key and value of two heads as rows, then the same as panels, after some other rows.
    let (all, before, stride) = (count + 3, 2, 6 * width)
    let rows = Self.numbers(all * stride, &dice).map { 3 * $0 }
    var panels = rows
    for row in 0..<all {
      for column in 0..<stride {
        panels[(column / 32 * all + row) * 32 + column % 32] = rows[row * stride + column]
      }
    }
    let scratch = Rows(
      bytes: max(tiles_attend_scratch(count, width), 4 * vectors_attend_scratch(count, width)))
    var (ours, theirs) = (Self.numbers(count * 2 * width, &dice), [Float]())
    theirs = ours
    for head in 0..<2 {
      let places = (0..<3).map { 2 * width * $0 + head * width }
      rows.withUnsafeBufferPointer { rows in
        panels.withUnsafeBufferPointer { panels in
          ours.withUnsafeMutableBufferPointer { ours in
            theirs.withUnsafeMutableBufferPointer { theirs in
              guard let rows = rows.baseAddress, let panels = panels.baseAddress,
                let ours = ours.baseAddress, let theirs = theirs.baseAddress
              else { return }
              let starts = places.map { panels + $0 * all + before * 32 }
              tiles_attend(
                starts[0], starts[1], starts[2], all, ours + head * width, 2 * width, count, width,
                scratch.start)
              let others = places.map { rows + before * stride + $0 }
              vectors_attend(
                others[0], others[1], others[2], stride, theirs + head * width, 2 * width, count,
                width, scratch.start.assumingMemoryBound(to: Float.self))
            }
          }
        }
      }
    }
    for (a, b) in zip(ours, theirs) { #expect(abs(a - b) < 1e-3) }
  }
}
