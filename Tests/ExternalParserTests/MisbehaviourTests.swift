import ExternalParser
import Foundation
import Sections
import Testing

@Suite struct `A parser that misbehaves costs its file, no more` {
  let workshop: Workshop
  init() throws { workshop = try Workshop() }

  @Test func `when it hangs, and only until its deadline`() async throws {
    let parser = try workshop.parser(
      Workshop.answering(
        Workshop.whole, before: #"time.sleep(3600 if asked["text"] == "hang" else 0)"#),
      deadline: 15)
    #expect(await failure(of: parser, text: "hang") == .timedOut(seconds: 15))
    #expect(await failure(of: parser) == nil)
  }

  @Test func `when it never reads what it is given`() async throws {
    let parser = try workshop.parser("import time\ntime.sleep(3600)", deadline: 0.5)
    let text = String(repeating: "x", count: 1_000_000)
    #expect(await failure(of: parser, text: text) == .timedOut(seconds: 0.5))
  }

  @Test func `when it dies once it is asked again`() async throws {
    let marker = workshop.folder + "/died"
    let parser = try workshop.parser(
      Workshop.answering(
        Workshop.whole,
        before: "if not os.path.exists('died'): open('died', 'w').close(); os._exit(1)"))
    #expect(await failure(of: parser) == nil)
    #expect(FileManager.default.fileExists(atPath: marker))
  }

  @Test func `when it always dies, in its last words`() async throws {
    let parser = try workshop.parser(
      Workshop.answering(Workshop.whole, before: #"if asked["text"] == "die": 1 / 0"#))
    #expect(
      await failure(of: parser, text: "die")
        == .failed("the program ended without an answer: ZeroDivisionError: division by zero"))
    #expect(await failure(of: parser) == nil)
  }

  @Test func `when it floods its output`() async throws {
    let flood = "while True: print('x' * 1000000, end='', flush=True)"
    let parser = try workshop.parser(Workshop.answering(Workshop.whole, before: flood))
    #expect(await failure(of: parser) == .failed("the program sent more than 8388608 bytes"))
  }

  @Test func `not even that, when it floods its log`() async throws {
    let flood = #"sys.stderr.write("noise\n" * 500000)"#
    let parser = try workshop.parser(Workshop.answering(Workshop.whole, before: flood))
    #expect(await failure(of: parser) == nil)
  }

  @Test(arguments: [
    (#""garbage""#, "the answer has no “nodes”"),
    (#"{"nodes": 1}"#, "the answer has no “nodes”"),
    (#"{"nodes": [7]}"#, "nodes[0] has no “kind”"),
    (#"{"nodes": [{"kind": "text", "start": 0}]}"#, "“start” and “end”"),
    (#"{"nodes": [{"kind": "text", "start": 3, "end": 2}]}"#, "nodes[0] ends before it begins"),
    (#"{"nodes": [{"kind": "A\n", "start": 0, "end": 1}]}"#, "has the kind"),
    (#"{"nodes": [], "references": [{"kind": "love"}]}"#, "references[0] has a kind"),
  ])
  func `when its answer is not of the protocol`(answer: String, reason: String) async throws {
    let problem = await failure(of: try workshop.parser(Workshop.answering(answer)))?.problem
    #expect(problem?.contains(reason) == true, "\(problem ?? "no failure")")
  }

  @Test func `when it does not speak JSON`() async throws {
    let parser = try workshop.parser("print('Hello!')\nimport time\ntime.sleep(3600)")
    #expect(
      await failure(of: parser)
        == .failed("the program does not answer: the line is not JSON: “Hello!”"))
  }

  @Test(arguments: [[0, 99], [-4, 2], [3, 3], [Int.max - 1, Int.max]])
  func `when its ranges are lies`(ranges: [Int]) async throws {
    let node = #"{"start": \#(ranges[0]), "end": \#(ranges[1]), "kind": "text", "title": ""}"#
    let parser = try workshop.parser(Workshop.answering(#"{"nodes": [\#(node)]}"#))
    let reading = await ParserRegistry([parser]).read(Source(path: "a.x", text: "hello"))
    #expect(reading.cuts.map(\.range) == [0..<5])
    #expect(reading.outline.warnings.first?.hasPrefix("test: section") == true)
  }
}
