import Examples
import Foundation
import Git
import Testing

/// Fetching and pushing over HTTP, from a server on this machine.
struct WebRemoteTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// Serves the folder by git's own CGI program, to whoever says that the password is `secret`.
  static let server = """
    import base64, http.server, os, subprocess, sys
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self): self.answer()
        def do_POST(self): self.answer()
        def log_message(self, *arguments): pass
        def answer(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            while "chunked" in self.headers.get("Transfer-Encoding", ""):
                chunk = self.rfile.read(int(self.rfile.readline(), 16))
                self.rfile.readline()
                if not chunk: break
                body += chunk
            said = base64.b64decode(self.headers.get("Authorization", "Basic ")[6:])
            if not said.endswith(b":secret"):
                self.send_response(401)
                self.send_header("WWW-Authenticate", 'Basic realm="git"')
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            path, _, query = self.path.partition("?")
            environment = dict(os.environ, GIT_PROJECT_ROOT=sys.argv[1], GIT_HTTP_EXPORT_ALL="1",
                PATH_INFO=path, QUERY_STRING=query, REQUEST_METHOD=self.command,
                CONTENT_TYPE=self.headers.get("Content-Type", ""), REMOTE_USER="me",
                CONTENT_LENGTH=str(len(body)), GIT_CONFIG_GLOBAL="/dev/null")
            done = subprocess.run(["git", "http-backend"], input=body, env=environment,
                stdout=subprocess.PIPE)
            head, _, content = done.stdout.partition(b"\\r\\n\\r\\n")
            lines = [line.split(": ", 1) for line in head.decode().split("\\r\\n")]
            status = [value for key, value in lines if key == "Status"]
            self.send_response(int(status[0][:3]) if status else 200)
            for key, value in lines:
                if key != "Status": self.send_header(key, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_port, flush=True)
    server.serve_forever()
    """

  private func serve() throws -> (process: Process, port: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", Self.server, scratch.path]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    return (process, String(line.prefix { $0 != "\n" }))
  }

  @Test func `a server of the web gets the token, and refuses whoever has none`() throws {
    let (process, port) = try serve()
    defer { kill(process.processIdentifier, SIGKILL) }
    try scratch.run("git", "init", "-q", "--bare", "-b", "main", "shared.git")
    try scratch.run("git", "-C", "shared.git", "config", "http.receivepack", "true")
    try scratch.run("git", "init", "-q", "-b", "main", "one")
    for number in 1...3 {
      try scratch.run("git", "-C", "one", "commit", "-q", "--allow-empty", "-m", "\(number)")
    }
    let repository = try Repository(opening: scratch.path + "/one")
    try repository.addRemote("web", url: "http://127.0.0.1:\(port)/shared.git")
    try repository.addRemote("named", url: "http://me:secret@127.0.0.1:\(port)/shared.git")

    for access in [Access(), Access(token: "wrong")] {
      let failure = #expect(throws: GitFailure.self) {
        _ = try repository.push("refs/heads/main", to: "web", as: "main", access: access)
      }
      #expect(failure?.reason == .unauthorized)
    }
    let access = Access(token: "secret")
    _ = try repository.push("refs/heads/main", to: "web", as: "main", access: access)
    #expect(
      try scratch.run("git", "-C", "shared.git", "rev-list", "--count", "main") == "3\n")
    try scratch.run("git", "-C", "one", "update-ref", "-d", "refs/remotes/web/main")
    let head = try repository.head()
    #expect(try repository.fetch("main", from: "web", access: access) == head)
    #expect(try repository.fetch("main", from: "named", access: Access()) == head)
    #expect(try repository.reference("refs/remotes/named/main") == head)

    try scratch.run("git", "-C", "one", "commit", "-q", "--amend", "--allow-empty", "-m", "other")
    let failure = #expect(throws: GitFailure.self) {
      _ = try repository.push("refs/heads/main", to: "web", as: "main", access: access)
    }
    #expect(failure?.reason == .diverged)
  }
}
