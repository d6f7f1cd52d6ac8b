// What the files about tiles share.

#include "tiles.h"

#if defined(__x86_64__) && defined(__linux__)
#include <immintrin.h>
#define HAS_TILES 1

#define TARGET                                                                                   \
  __attribute__((target(                                                                         \
    "avx2,fma,f16c,avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,avx512bf16,amx-tile,amx-int8,"  \
    "amx-bf16")))
#define NAME(x) tile_##x
typedef float floats __attribute__((vector_size(64)));
typedef int32_t ints __attribute__((vector_size(64)));
#define WIDE 1
#include "arithmetic.h"

// Vectors are handed only to functions that are inlined, so how they are passed does not matter.
#pragma clang diagnostic ignored "-Wpsabi"

/// A tile is 16 rows of 64 bytes.
enum { tile_rows = 16, tile_size = 1024 };

/// All eight tiles whole.
INLINE void tile_begin(void) {
  static const struct {
    uint8_t palette, start, reserved[14];
    uint16_t columns[16];
    uint8_t rows[16];
  } layout __attribute__((aligned(64))) = {
    1, 0, {0}, {64, 64, 64, 64, 64, 64, 64, 64}, {16, 16, 16, 16, 16, 16, 16, 16}};
  _tile_loadconfig(&layout);
}

INLINE void tile_end(void) { _tile_release(); }

/// Splits 32 floats into the nearest halves of 16 bits and what those leave, as such halves too.
INLINE void tile_split(floats a, floats b, void *high, void *low) {
  const __m512i half = _mm512_set1_epi32(0x8000), upper = _mm512_set1_epi32(-0x10000);
  floats ah = (floats)_mm512_and_si512(_mm512_add_epi32((__m512i)a, half), upper);
  floats bh = (floats)_mm512_and_si512(_mm512_add_epi32((__m512i)b, half), upper);
  _mm512_store_si512(high, (__m512i)_mm512_cvtne2ps_pbh(bh, ah));
  _mm512_store_si512(low, (__m512i)_mm512_cvtne2ps_pbh(b - bh, a - ah));
}

#endif
