import Examples
import Testing

/// The promises of the command line, told as stories and kept by the real program.
@Suite struct ScenarioTests {
  @Test(arguments: Scenario.all)
  func `a scenario goes as it is told`(scenario: Scenario) throws {
    let stage = try Stage()
    for step in scenario.steps {
      switch step {
      case .file(let path, let text): try stage.scratch.write(text, to: path)
      case .command(let command):
        let outcome = try command.run(on: stage)
        let problems = command.problems(with: outcome)
        #expect(
          problems.isEmpty,
          """
          \(scenario.name).txt:\(command.number): $ \(command.line)
          \(problems.joined(separator: "\n"))
          output: \(outcome.output)
          errors: \(outcome.errors)
          """)
        guard problems.isEmpty else { return }
      }
    }
  }

  @Test func `every scenario is found, and a scenario can fail`() throws {
    #expect(Scenario.all.count >= 6)
    #expect(Scenario.all.allSatisfy { $0.steps.count > 3 })
    let story = Scenario(name: "", text: "$ echo a; echo b >&2; exit 3\n= 3\n> a\n2> b\n!> c\n")
    guard case .command(let command)? = story.steps.first else { return }
    #expect(try command.problems(with: Stage().run(command.line)).isEmpty)
    #expect(try command.problems(with: Stage().run("echo c")).count == 4)
  }
}
