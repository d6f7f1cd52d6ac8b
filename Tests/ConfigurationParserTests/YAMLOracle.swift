import Foundation

/// What PyYAML says of the YAML files that are found on this machine.
struct YAMLOracle {
  /// A key at the top of a document.
  struct Key: Hashable, Sendable, CustomStringConvertible {
    /// The line on which it stands, counted from 1.
    var line: Int
    /// Its text, blanks made one; nil for a key in quotes, or one that is no scalar.
    var text: String?

    var description: String { "\(line): \(text ?? "?")" }
  }

  /// The keys of each file that PyYAML can read, in reading order.
  var files: [(path: String, keys: [Key])] = []

  /// Asks python3 about the files in Python's own packages and in `folder`, or returns nil where
  /// there is no python3, or none with PyYAML.
  init?(folder: String?) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      ["python3", "-W", "ignore", "-c", YAMLOracle.script] + (folder.map { [$0] } ?? [])
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
    for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
      let fields = line.split(separator: "\t", maxSplits: 1).map(String.init)
      if line.hasPrefix("/") {
        files.append((String(line), []))
      } else if let number = fields.first.flatMap({ Int($0) }) {
        let key = Key(line: number, text: fields.count == 2 ? fields[1] : nil)
        files[files.count - 1].keys.append(key)
      }
    }
  }

  /// Prints each file on a line, and after it the line and the text of each key.
  private static let script = """
    import pathlib, site, sys, sysconfig, yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    folders = {sysconfig.get_paths()["purelib"], *site.getsitepackages(), *sys.argv[1:]}
    for path in sorted({p for f in folders for p in pathlib.Path(f).rglob("*.y*ml")}):
        try:
            data = path.read_bytes()
            documents = list(yaml.compose_all(data.decode(), Loader=loader))
        except (yaml.YAMLError, ValueError, RecursionError, OSError):
            continue
        print(path.resolve())
        for document in documents:
            for key, _ in document.value if isinstance(document, yaml.MappingNode) else []:
                isPlain = isinstance(key, yaml.ScalarNode) and key.style is None
                text = " ".join(key.value.split())[:200] if isPlain else ""
                print(key.start_mark.line + 1, text, sep="\\t" if text else "")
    """
}
