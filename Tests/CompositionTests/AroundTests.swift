import Composition
import Foundation
import Sections
import Testing

@Suite struct AroundTests {
  @Test(arguments: 0..<40)
  func `the section around a span is the one that has all of it`(seed: Int) throws {
    // Sections of 1 to 4 bytes with gaps of 0 to 2, and spans that cross them at every offset.
    var (sections, end) = ([String](), seed % 3)
    for number in 0..<12 {
      let start = end + (number * seed) % 3
      end = start + 1 + (number + seed) % 4
      let hash = ContentHash(of: [UInt8(number)])
      sections.append(
        "{\"start\": \(start), \"end\": \(end), \"hash\": \"\(hash)\", \"address\": \"a.md\"}")
    }
    let json = Data("[\(sections.joined(separator: ","))]".utf8)
    let ranges = try JSONDecoder().decode([Lock.Range].self, from: json)
    for length in 1...4 {
      var around = Lock.Around(ranges)
      for start in 0..<end + 3 {
        let span = start..<start + length
        #expect(
          around.position(of: span)
            == ranges.firstIndex { $0.start <= span.lowerBound && span.upperBound <= $0.end })
      }
    }
  }
}
