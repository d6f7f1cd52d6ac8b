import Embeddings
import Testing

/// Windows of texts for models whose tokens are not known.
@Suite struct ByteWindowTests {
  /// A model that is never asked, and reads windows of 64 bytes.
  private let model: EndpointModel = {
    var endpoint = Endpoint(url: "http://a", model: "m")
    endpoint.window = 16
    return EndpointModel(endpoint, program: "/nowhere", environment: [:])
  }()

  @Test(arguments: [
    "short", String(repeating: "some words ", count: 50), String(repeating: "ü", count: 300),
    String(repeating: "🦆", count: 100), String(repeating: "x", count: 1000),
    "first\n" + String(repeating: "日本語の文章、", count: 40) + " last",
  ])
  func `cover a text, and cut no character`(text: String) {
    let bytes = Array(text.utf8)
    let windows = model.windows(of: bytes)
    #expect(windows.first?.lowerBound == 0 && windows.last?.upperBound == bytes.count)
    #expect((windows.count == 1) == (bytes.count <= 64))
    for (window, next) in zip(windows, windows.dropFirst()) {
      #expect(next.lowerBound <= window.upperBound && window.lowerBound < next.lowerBound)
    }
    for window in windows {
      #expect(window.count <= 80 && String(validating: bytes[window], as: UTF8.self) != nil)
    }
  }

  @Test func `begin and end at words`() {
    let bytes = Array(String(repeating: "some words ", count: 50).utf8)
    for window in model.windows(of: bytes) {
      let text = String(decoding: bytes[window], as: UTF8.self)
      #expect(text.hasPrefix("some ") || text.hasPrefix("words "), "\(text)")
      #expect(text.hasSuffix(" "), "\(text)")
    }
  }

  @Test func `of nothing are none, and any bytes will do`() {
    #expect(model.windows(of: []) == [] && model.windows(of: Array(" \n\t ".utf8)) == [])
    let odd = [UInt8](repeating: 0x80, count: 500)
    #expect(model.windows(of: odd).last?.upperBound == 500)
  }
}
