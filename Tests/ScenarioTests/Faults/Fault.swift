import Foundation

/// One way in which a disk fails: at the n-th effect that a program has on it.
struct Fault: CustomStringConvertible {
  /// What happens then. See `faults.c`.
  enum Kind: String, CaseIterable { case eio, kill, enospc, torn, full }

  var kind: Kind
  var moment: Int

  var description: String { "\(kind) at effect \(moment)" }

  /// Whether the program is not there any more to tell.
  var isDeadly: Bool { kind == .kill || kind == .torn }

  /// The faults to try on a command of so many effects: a spread of moments that has the first and
  /// the last two, the kinds in turn; with `JOINERY_FAULTS=all` every kind at every moment, with
  /// `JOINERY_FAULTS=eio,kill` these kinds.
  static func all(upTo total: Int) -> [Fault] {
    if let asked = ProcessInfo.processInfo.environment["JOINERY_FAULTS"] {
      let kinds = Kind.allCases.filter { asked == "all" || asked.contains($0.rawValue) }
      return (1...total).flatMap { moment in kinds.map { Fault(kind: $0, moment: moment) } }
    }
    let stride = max(1, total / 5)
    let moments = (1...total).filter { $0 <= 2 || $0 > total - 2 || $0 % stride == 0 }
    return moments.enumerated().map { index, moment in
      Fault(kind: Kind.allCases[index % Kind.allCases.count], moment: moment)
    }
  }
}

/// The library that makes a disk fail, built once.
enum FaultyDisk {
  /// Why there is none here; nil where there is one.
  static let absence: String? = {
    #if os(Linux)
      return library == nil ? "there is no cc to build faults.c with" : nil
    #else
      return "LD_PRELOAD is Linux's"
    #endif
  }()

  private static let library: String? = {
    guard let source = Bundle.module.path(forResource: "faults", ofType: "c") else { return nil }
    let built = "\(Stage.products)/joinery-faults-\(getpid()).so"
    let compiler = Process()
    compiler.executableURL = URL(filePath: "/usr/bin/env")
    compiler.arguments = ["cc", "-shared", "-fPIC", "-O1", "-o", built, source, "-ldl"]
    guard (try? compiler.run()) != nil else { return nil }
    compiler.waitUntilExit()
    atexit { FaultyDisk.clear() }
    return compiler.terminationStatus == 0 ? built : nil
  }()

  private static func clear() { if let library { unlink(library) } }

  /// What stands before a command in a line of shell, for the fault to strike it and nothing else.
  ///
  /// - Parameter counting: the file that gets the number of effects.
  static func prefix(_ fault: Fault?, counting: String? = nil) -> String {
    var settings = ["LD_PRELOAD='\(library ?? "")'"]
    if let fault {
      settings += ["JOINERY_FAULT=\(fault.kind)", "JOINERY_FAULT_AT=\(fault.moment)"]
    }
    if let counting { settings.append("JOINERY_FAULT_COUNT=\(counting)") }
    return settings.joined(separator: " ") + " "
  }

  /// What stands before a command for it to stop at an effect, until it is killed or told to go on.
  static func stop(at moment: Int) -> String {
    "LD_PRELOAD='\(library ?? "")' JOINERY_FAULT=stop JOINERY_FAULT_AT=\(moment)"
  }
}
