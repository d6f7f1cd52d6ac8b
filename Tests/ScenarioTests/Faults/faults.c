/* A disk that fails. Loaded in front of the C library, it counts what a program does to files and
   folders, and has one such effect fail.

   JOINERY_FAULT_AT     which effect, from 1; none where it is not set
   JOINERY_FAULT        eio, enospc   it fails, with that error
                        full          it fails with ENOSPC, and so does all after it that takes room
                        kill          the program is killed just before it
                        stop          the program is stopped just before it, until it is told to go on
                        torn          the program is killed in the middle of it: half of a write
   JOINERY_FAULT_COUNT  the file that gets the number of effects when the program exits
   JOINERY_FAULT_LOG    the file that gets a line for each effect

   What goes to pipes, terminals, devices and the three standard streams is no effect. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static int effects;

static int is(const char *kind) {
  const char *wanted = getenv("JOINERY_FAULT");
  return wanted && strcmp(wanted, kind) == 0;
}

static void append(const char *variable, const char *line) {
  const char *path = getenv(variable);
  int file = path ? syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND, 0666) : -1;
  if (file < 0) return;
  if (syscall(SYS_write, file, line, strlen(line)) < 0) abort();
  syscall(SYS_close, file);
}

static int die(void) { return kill(getpid(), SIGKILL); }

/* Counts an effect. Returns 0 to let it happen, -1 with errno set to refuse it, and 1 where it is
   to happen in half, after which the program dies. */
static int meet(const char *what, const char *path, int takes_room) {
  const char *at = getenv("JOINERY_FAULT_AT");
  int number = __atomic_add_fetch(&effects, 1, __ATOMIC_SEQ_CST), wanted = at ? atoi(at) : 0;
  if (getenv("JOINERY_FAULT_LOG")) {
    char line[4400];
    snprintf(line, sizeof line, "%d %s %s\n", number, what, path);
    append("JOINERY_FAULT_LOG", line);
  }
  if (wanted == 0 || number < wanted) return 0;
  if (is("full") && takes_room) return errno = ENOSPC, -1;
  if (number != wanted) return 0;
  if (is("kill")) return die();
  if (is("stop")) return raise(SIGSTOP);
  if (is("torn")) return 1;
  if (is("eio")) return errno = EIO, -1;
  if (is("enospc")) return errno = ENOSPC, -1;
  return 0;
}

static int meet_path(const char *what, const char *path, int takes_room) {
  if (strncmp(path, "/dev/", 5) == 0 || strncmp(path, "/proc/", 6) == 0) return 0;
  return meet(what, path, takes_room);
}

static int meet_file(const char *what, int file, int takes_room) {
  struct stat status;
  if (file <= 2 || fstat(file, &status) != 0) return 0;
  if (!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) return 0;
  char link[64], path[4096] = "";
  if (getenv("JOINERY_FAULT_LOG")) {
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    if (readlink(link, path, sizeof path - 1) < 0) path[0] = 0;
  }
  return meet(what, path, takes_room);
}

__attribute__((destructor)) static void tell(void) {
  char line[16];
  snprintf(line, sizeof line, "%d\n", effects);
  append("JOINERY_FAULT_COUNT", line);
}

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

/* An effect that cannot be halved happens whole before the program dies. */
#define EFFECT(type, name, parameters, arguments, met) \
  type name parameters { \
    REAL(name); \
    int fate = met; \
    if (fate < 0) return -1; \
    type result = real arguments; \
    if (fate > 0) die(); \
    return result; \
  }

#define WRITE(name, parameters, whole, half) \
  ssize_t name parameters { \
    REAL(name); \
    int fate = meet_file(#name, file, 1); \
    if (fate < 0) return -1; \
    if (fate == 0) return real whole; \
    if (real half >= 0) die(); \
    return die(); \
  }

WRITE(write, (int file, const void *bytes, size_t size), (file, bytes, size),
      (file, bytes, size / 2))
WRITE(pwrite, (int file, const void *bytes, size_t size, off_t offset),
      (file, bytes, size, offset), (file, bytes, size / 2, offset))
WRITE(pwrite64, (int file, const void *bytes, size_t size, off64_t offset),
      (file, bytes, size, offset), (file, bytes, size / 2, offset))
WRITE(writev, (int file, const struct iovec *parts, int count), (file, parts, count),
      (file, parts, count / 2))

EFFECT(int, fsync, (int file), (file), meet_file("fsync", file, 0))
EFFECT(int, fdatasync, (int file), (file), meet_file("fdatasync", file, 0))
EFFECT(int, ftruncate, (int file, off_t size), (file, size), meet_file("ftruncate", file, 0))
EFFECT(int, ftruncate64, (int file, off64_t size), (file, size),
       meet_file("ftruncate64", file, 0))

EFFECT(int, rename, (const char *old, const char *new), (old, new), meet_path("rename", new, 0))
EFFECT(int, renameat, (int a, const char *old, int b, const char *new), (a, old, b, new),
       meet_path("renameat", new, 0))
EFFECT(int, renameat2, (int a, const char *old, int b, const char *new, unsigned flags),
       (a, old, b, new, flags), meet_path("renameat2", new, 0))
EFFECT(int, link, (const char *old, const char *new), (old, new), meet_path("link", new, 1))
EFFECT(int, linkat, (int a, const char *old, int b, const char *new, int flags),
       (a, old, b, new, flags), meet_path("linkat", new, 1))
EFFECT(int, unlink, (const char *path), (path), meet_path("unlink", path, 0))
EFFECT(int, unlinkat, (int folder, const char *path, int flags), (folder, path, flags),
       meet_path("unlinkat", path, 0))
EFFECT(int, rmdir, (const char *path), (path), meet_path("rmdir", path, 0))
EFFECT(int, mkdir, (const char *path, mode_t mode), (path, mode), meet_path("mkdir", path, 1))
EFFECT(int, mkdirat, (int folder, const char *path, mode_t mode), (folder, path, mode),
       meet_path("mkdirat", path, 1))

#define OPEN(name, parameters, whole) \
  int name parameters { \
    REAL(name); \
    mode_t mode = 0; \
    int fate = 0; \
    if (flags & O_CREAT) { \
      va_list rest; \
      va_start(rest, flags); \
      mode = va_arg(rest, mode_t); \
      va_end(rest); \
      fate = meet_path(#name, path, 1); \
    } \
    if (fate < 0) return -1; \
    int result = real whole; \
    if (fate > 0) die(); \
    return result; \
  }

OPEN(open, (const char *path, int flags, ...), (path, flags, mode))
OPEN(open64, (const char *path, int flags, ...), (path, flags, mode))
OPEN(openat, (int folder, const char *path, int flags, ...), (folder, path, flags, mode))
OPEN(openat64, (int folder, const char *path, int flags, ...), (folder, path, flags, mode))
