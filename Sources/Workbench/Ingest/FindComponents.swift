internal import Graph

extension Workbench {
  func findComponents(in roots: [Root]) throws {}
}
