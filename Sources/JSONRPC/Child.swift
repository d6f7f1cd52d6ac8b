internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// A process that was started here, is asked over its standard input and output, and is ended with
/// this value.
///
/// It leads a process group of its own, which is ended as a whole.
package struct Child: ~Copyable {
  /// Who to ask.
  package var client: Client
  private let process: pid_t

  /// Starts `command` in `folder`, without a shell.
  ///
  /// - Parameters:
  ///   - environment: only `PATH`, `HOME` and `TMPDIR` are passed on, and what `passing` names.
  ///   - limit: how many bytes it may send for one question.
  /// - Throws: ``StartFailure``, naming the program.
  package init(
    command: [String], folder: String, environment: [String: String], passing: [String] = [],
    limit: Int
  ) throws(StartFailure) {
    let name = command.first ?? ""
    guard let program = Child.find(name, in: folder, path: environment["PATH"]) else {
      throw StartFailure(reason: "there is no program “\(name)” that can be run")
    }
    let input = try Pipe()
    let output = try Pipe()
    let log = try Pipe()
    process = try Child.spawn(
      [program] + command.dropFirst(), folder: folder,
      environment: Child.reduced(environment, passing),
      descriptors: [input.reading.number, output.writing.number, log.writing.number])
    let channel = LineChannel(
      input: output.reading, output: input.writing, limit: limit, log: log.reading)
    client = Client(channel, limit: limit)
  }

  deinit {
    kill(-process, SIGKILL)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
  }

  /// The file that `name` means: a path seen from `folder`, or a name looked up along `path`.
  private static func find(_ name: String, in folder: String, path: String?) -> String? {
    if name.hasPrefix("/") { return isProgram(name) ? name : nil }
    if name.contains("/") { return isProgram("\(folder)/\(name)") ? "\(folder)/\(name)" : nil }
    let folders = (path ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
    return folders.filter { $0.hasPrefix("/") }.map { "\($0)/\(name)" }.first(where: isProgram)
  }

  private static func isProgram(_ path: String) -> Bool { access(path, X_OK) == 0 }

  private static func reduced(
    _ environment: [String: String], _ passing: [String]
  ) -> [String] {
    (["PATH", "HOME", "TMPDIR"] + passing).compactMap { name in
      environment[name].map { "\(name)=\($0)" }
    }
      + ["LANG=C.UTF-8"]
  }

  private static func spawn(
    _ command: [String], folder: String, environment: [String], descriptors: [Int32]
  ) throws(StartFailure) -> pid_t {
    var actions = SpawnActions()
    var attributes = SpawnAttributes()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    try changeFolder(&actions, folder)
    for (number, descriptor) in descriptors.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
    }
    resetSignals(&attributes)
    var process: pid_t = 0
    let status = withCStrings(command) { arguments in
      withCStrings(environment) { variables in
        starting.withLock { _ in
          posix_spawn(&process, command[0], &actions, &attributes, arguments, variables)
        }
      }
    }
    guard status == 0 else {
      throw StartFailure(reason: "cannot start \(command[0]): \(String(cString: strerror(status)))")
    }
    return process
  }

  /// A new process group, no signal blocked, none ignored: threads of this process differ.
  private static func resetSignals(_ attributes: inout SpawnAttributes) {
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setpgroup(&attributes, 0)
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    posix_spawnattr_setflags(&attributes, Int16(flags))
  }

  /// `strings` as C passes lists of them: pointers, and a null at the end.
  private static func withCStrings<Value>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Value
  ) -> Value {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
  }
}

/// Why a process could not be started.
package struct StartFailure: Error, Equatable {
  /// What is wrong, naming the program.
  package let reason: String
}

#if canImport(Darwin)
  private typealias SpawnActions = posix_spawn_file_actions_t?
  private typealias SpawnAttributes = posix_spawnattr_t?

  private func changeFolder(_ actions: inout SpawnActions, _ folder: String) throws(StartFailure) {
    posix_spawn_file_actions_addchdir_np(&actions, folder)
  }
#else
  private typealias SpawnActions = posix_spawn_file_actions_t
  private typealias SpawnAttributes = posix_spawnattr_t

  /// glibc has the function since 2.29, but its headers show it to GNU sources only.
  private func changeFolder(_ actions: inout SpawnActions, _ folder: String) throws(StartFailure) {
    typealias Function =
      @convention(c) (UnsafeMutablePointer<SpawnActions>, UnsafePointer<CChar>) -> Int32
    guard let symbol = dlsym(nil, "posix_spawn_file_actions_addchdir_np") else {
      throw StartFailure(reason: "this system cannot start a program in a folder")
    }
    _ = unsafeBitCast(symbol, to: Function.self)(&actions, folder)
  }
#endif

/// Held while a process is started or a pipe is open but not yet marked as this process's own:
/// no program may inherit another's pipes, or it would keep it from seeing its end.
private let starting = Mutex(())

/// What is written to one end is read from the other.
private struct Pipe: ~Copyable {
  let reading: Descriptor
  let writing: Descriptor

  init() throws(StartFailure) {
    var ends: [Int32] = [-1, -1]
    let status = starting.withLock { _ in
      let status = pipe(&ends)
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      return status
    }
    guard status == 0 else {
      throw StartFailure(reason: "cannot open a pipe: \(String(cString: strerror(errno)))")
    }
    reading = Descriptor(owning: ends[0])
    writing = Descriptor(owning: ends[1])
  }
}
