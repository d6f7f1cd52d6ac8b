import Examples
import Foundation
import Testing

/// A target on a file system that does not tell the cases of letters apart: what is deployed there
/// gets no other file's bytes, and takes none away.
@Suite(.enabled(if: FoldingDisk.isPossible, "it takes Linux and a C compiler"))
struct FoldingDiskTests {
  private let stage: Stage
  init() throws { stage = try Stage() }

  /// Commits and deploys one command, with nothing told apart but by its letters.
  private func deploy(_ text: String, as name: String, status: Int32) throws -> String {
    let outcome = try stage.run(
      """
      rm -rf workspace/commands && mkdir -p workspace/commands && test -d .joinery || joinery init .
      echo \(text) > workspace/commands/\(name) && joinery commit -m '\(name) \(text)' || exit 9
      joinery target add agent target && LD_PRELOAD=$PWD/fold.so joinery deploy
      """)
    #expect(outcome.status == status, "\(outcome.output)\(outcome.errors)")
    return outcome.output
  }

  private func target() throws -> [String: String] {
    let names = try stage.scratch.run("ls", "-A", "target/commands").split(separator: "\n")
    return Dictionary(
      uniqueKeysWithValues: names.map {
        (String($0), stage.scratch.text("target/commands/\($0)") ?? "")
      })
  }

  @Test func `a file of its own is created and updated`() throws {
    try FoldingDisk.build(in: stage.scratch)
    for text in ["one", "two"] {
      _ = try deploy(text, as: "hi.md", status: 0)
      #expect(try target() == ["hi.md": text + "\n"])
    }
  }

  @Test func `somebody's file of another case is kept`() throws {
    try FoldingDisk.build(in: stage.scratch)
    try stage.scratch.write("theirs\n", to: "target/commands/HI.md")
    #expect(try deploy("one", as: "hi.md", status: 2).contains("conflict"))
    #expect(try target() == ["HI.md": "theirs\n"])
    try stage.scratch.write("one\n", to: "target/commands/HI.md")
    _ = try deploy("one", as: "hi.md", status: 0)
    let output = try deploy("two", as: "hi.md", status: 2)
    #expect(output.contains("is HI.md to this file system"), "\(output)")
    #expect(try target() == ["HI.md": "one\n"])
  }

  @Test func `a name that changes its case takes no file away`() throws {
    try FoldingDisk.build(in: stage.scratch)
    _ = try deploy("one", as: "hi.md", status: 0)
    let output = try deploy("one", as: "HI.md", status: 2)
    #expect(output.contains("take commands/HI.md and commands/hi.md for one file"), "\(output)")
    #expect(try target() == ["hi.md": "one\n"])
  }
}

/// Makes the C library blind to the cases of letters in names below an open folder, as some file
/// systems are. Few machines have one that a test could mount.
private enum FoldingDisk {
  static let isPossible: Bool = {
    #if os(Linux)
      (try? Scratch().run("cc", "--version")) != nil
    #else
      false
    #endif
  }()

  static func build(in scratch: Scratch) throws {
    try scratch.write(source, to: "fold.c")
    try scratch.run("cc", "-shared", "-fPIC", "-w", "-o", "fold.so", "fold.c")
  }

  private static let source = #"""
    #define _GNU_SOURCE
    #include <dirent.h>
    #include <dlfcn.h>
    #include <fcntl.h>
    #include <stdarg.h>
    #include <string.h>
    #include <sys/stat.h>
    #include <sys/syscall.h>
    #include <unistd.h>

    /* The name that the folder has for `name`. */
    static const char *real(int folder, const char *name, char *found) {
      struct stat status;
      if (folder < 0 || strchr(name, '/') || !strcmp(name, ".")) return name;
      if (!syscall(SYS_newfstatat, folder, name, &status, AT_SYMLINK_NOFOLLOW)) return name;
      int own = syscall(SYS_openat, folder, ".", O_DIRECTORY | O_RDONLY, 0);
      DIR *list = own < 0 ? 0 : fdopendir(own);
      struct dirent *entry;
      strcpy(found, name);
      while (list && (entry = readdir(list)))
        if (!strcasecmp(entry->d_name, name)) strcpy(found, entry->d_name);
      if (list) closedir(list);
      return found;
    }

    #define REAL(folder, name) real(folder, name, (char[256]){0})

    int openat(int folder, const char *name, int flags, ...) {
      va_list rest; va_start(rest, flags); int mode = va_arg(rest, int); va_end(rest);
      return syscall(SYS_openat, folder, REAL(folder, name), flags, mode);
    }
    int openat64(int folder, const char *name, int flags, ...) {
      va_list rest; va_start(rest, flags); int mode = va_arg(rest, int); va_end(rest);
      return syscall(SYS_openat, folder, REAL(folder, name), flags, mode);
    }
    int fstatat(int folder, const char *name, struct stat *status, int flags) {
      return syscall(SYS_newfstatat, folder, REAL(folder, name), status, flags);
    }
    int unlinkat(int folder, const char *name, int flags) {
      return syscall(SYS_unlinkat, folder, REAL(folder, name), flags);
    }
    int renameat2(int from, const char *old, int to, const char *new, unsigned flags) {
      return syscall(SYS_renameat2, from, REAL(from, old), to, REAL(to, new), flags);
    }
    int renameat(int from, const char *old, int to, const char *new) {
      return renameat2(from, old, to, new, 0);
    }
    """#
}
