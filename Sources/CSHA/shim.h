// These three allocate nothing and cannot fail; what is to replace them does and can.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

// The SHA-256 of `count` bytes, as 32 bytes.
static inline void joinery_sha256(const void *bytes, size_t count, void *digest) {
  SHA256_CTX state;
  SHA256_Init(&state);
  SHA256_Update(&state, bytes, count);
  SHA256_Final(digest, &state);
}
