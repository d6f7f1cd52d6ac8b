#include <git2.h>
#include <git2/sys/mempack.h>
#include <git2/sys/repository.h>

// Swift does not import variadic functions.
static inline int joinery_git_sync_files(int on) {
  return git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, on);
}

static inline int joinery_git_read_certificates(const char *file) {
  return git_libgit2_opts(GIT_OPT_SET_SSL_CERT_LOCATIONS, file, NULL);
}
