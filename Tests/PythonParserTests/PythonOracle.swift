import Foundation
import Sections

/// What Python's own `ast` says of the standard library of the `python3` found on this machine.
struct PythonOracle {
  /// A definition, as `ast` sees it.
  struct Definition: Hashable, Sendable {
    /// Its dotted name.
    var name: String
    /// Its first line, decorators included, and its last, counted from 1.
    var lines: ClosedRange<Int>
  }

  /// The definitions of each file that `ast` can parse, in reading order.
  var files: [(path: String, definitions: [Definition])] = []

  /// Asks python3, or returns nil where there is none.
  static func standardLibrary() throws -> PythonOracle? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-W", "ignore", "-c", script]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(
      decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    return process.terminationStatus == 0 ? PythonOracle(text) : nil
  }

  private init(_ text: String) {
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: "\t").map(String.init)
      if fields.count == 1 {
        files.append((fields[0], []))
      } else if let first = Int(fields[0]), let last = Int(fields[1]) {
        files[files.count - 1].definitions.append(Definition(name: fields[2], lines: first...last))
      }
    }
  }

  /// Prints each file of the standard library on a line, and after it its definitions.
  private static let script = """
    import ast, pathlib, sysconfig

    def definitions(node, scope):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                name = scope + child.name
                first = min([child.lineno] + [d.lineno for d in child.decorator_list])
                yield first, -child.end_lineno, name
                yield from definitions(child, name + ".")
            else:
                yield from definitions(child, scope)

    library = pathlib.Path(sysconfig.get_paths()["stdlib"])
    for path in sorted(library.rglob("*.py")):
        if "site-packages" in path.parts or "dist-packages" in path.parts:
            continue
        try:
            tree = ast.parse(path.read_bytes())
            found = sorted(definitions(tree, ""))
        except (SyntaxError, ValueError, RecursionError, OSError):
            continue
        print(path)
        for first, last, name in found:
            print(first, -last, name, sep="\\t")
    """
}
