#include "blocks.h"

#if HAS_TILES
#include <cpuid.h>
#include <stdatomic.h>
#include <sys/syscall.h>
#include <unistd.h>

/// Asks the processor, then the system, which keeps tiles from those who did not ask.
static int ask(void) {
  unsigned a, b, c, d;
  if (!__get_cpuid_count(1, 0, &a, &b, &c, &d) || !(c & 1u << 27)) return 0;
  unsigned low, high;
  __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  // Vectors of 64 bytes, and tiles.
  if ((low & 0x600E6) != 0x600E6) return 0;
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("avx512vnni") || !__builtin_cpu_supports("avx512dq")
      || !__builtin_cpu_supports("avx512vl") || !__builtin_cpu_supports("avx512bw"))
    return 0;
  if (!__get_cpuid_count(7, 0, &a, &b, &c, &d)) return 0;
  unsigned tiles = 1u << 22 | 1u << 24 | 1u << 25;
  if ((d & tiles) != tiles) return 0;
  if (!__get_cpuid_count(7, 1, &a, &b, &c, &d) || !(a & 1u << 5)) return 0;
  const long request = 0x1023, state = 18;
  return syscall(SYS_arch_prctl, request, state) == 0;
}

int tiles_available(void) {
  static atomic_int known;
  int found = atomic_load_explicit(&known, memory_order_relaxed);
  if (!found) atomic_store_explicit(&known, found = ask() ? 1 : -1, memory_order_relaxed);
  return found > 0;
}

/// Numbers of a row in a tile, and tiles for each of them.
static size_t depth(tiles_kind kind) { return kind == tiles_bytes ? 64 : 32; }
static size_t parts(tiles_kind kind) { return kind == tiles_bytes ? 1 : 2; }

size_t tiles_weights_size(tiles_kind kind, size_t n, size_t k) {
  return n / tile_rows * (k / depth(kind)) * parts(kind) * tile_size;
}

size_t tiles_rows_size(tiles_kind kind, size_t count, size_t k) {
  return (count + 15) / tile_rows * (k / depth(kind)) * parts(kind) * tile_size;
}

// Weights lie as they are multiplied: 32 outputs, for these the tiles of the first inputs, then of the
// next. A row of a tile holds, for 16 outputs, the next four bytes or two halves.

TARGET static void pack_bytes(const int8_t *weights, int8_t *packed, size_t n, size_t k) {
  for (size_t panel = 0; panel < n; panel += 32)
    for (size_t chunk = 0; chunk < k; chunk += 64)
      for (size_t side = 0; side < 32; side += 16)
        for (size_t row = 0; row < 16; row++)
          for (size_t column = 0; column < 16; column++, packed += 4)
            __builtin_memcpy(
              packed, weights + (panel + side + column) * k + chunk + 4 * row, 4);
}

TARGET static void pack_floats(const float *weights, char *packed, size_t n, size_t k) {
  uint16_t high[32] __attribute__((aligned(64))), low[32] __attribute__((aligned(64)));
  for (size_t panel = 0; panel < n; panel += 32)
    for (size_t chunk = 0; chunk < k; chunk += 32, packed += 4 * tile_size)
      for (size_t column = 0; column < 32; column++) {
        const float *from = weights + (panel + column) * k + chunk;
        tile_split(tile_load(from), tile_load(from + 16), high, low);
        char *to = packed + column / 16 * tile_size + column % 16 * 4;
        for (size_t row = 0; row < 16; row++) {
          __builtin_memcpy(to + row * 64, high + 2 * row, 4);
          __builtin_memcpy(to + row * 64 + 2 * tile_size, low + 2 * row, 4);
        }
      }
}

void tiles_pack_weights(
  tiles_kind kind, const void *weights, void *packed, size_t n, size_t k
) {
  if (kind == tiles_bytes) pack_bytes(weights, packed, n, k);
  else pack_floats(weights, packed, n, k);
}

// Rows lie in blocks of 16: the tiles of their first numbers, then of the next.

TARGET static void rows_as_bytes(
  const float *rows, uint8_t *packed, float *scales, int32_t *zeros, float *left, size_t count,
  size_t k
) {
  for (size_t row = 0; row < count; row++, rows += k) {
    __m512 low = _mm512_setzero_ps(), high = low;
    for (size_t i = 0; i < k; i += 16) {
      __m512 value = _mm512_loadu_ps(rows + i);
      low = _mm512_min_ps(low, value);
      high = _mm512_max_ps(high, value);
    }
    float least = _mm512_reduce_min_ps(low), most = _mm512_reduce_max_ps(high);
    float scale = (most - least) / 255, factor = scale > 0 ? 1 / scale : 0;
    int32_t zero = (int32_t)(-least * factor + 0.5f);
    scales[row] = scale;
    zeros[row] = zero;
    uint8_t *to = packed + row / 16 * (k / 64) * tile_size + row % 16 * 64;
    __m512i offset = _mm512_set1_epi32(zero);
    for (size_t i = 0; i < k; i += 64, to += tile_size)
      for (size_t part = 0; part < 64; part += 16) {
        __m512 value = _mm512_loadu_ps(rows + i + part) * factor;
        __m512i whole = _mm512_add_epi32(_mm512_cvtps_epi32(value), offset);
        whole = _mm512_max_epi32(whole, _mm512_setzero_si512());
        whole = _mm512_min_epi32(whole, _mm512_set1_epi32(255));
        _mm_store_si128((__m128i *)(void *)(to + part), _mm512_cvtepi32_epi8(whole));
        if (!left) continue;
        value = _mm512_cvtepi32_ps(_mm512_sub_epi32(whole, offset)) * scale;
        tile_store(left + row * k + i + part, tile_load(rows + i + part) - value);
      }
  }
}

TARGET static void rows_as_floats(const float *rows, char *packed, size_t count, size_t k) {
  for (size_t row = 0; row < count; row++, rows += k) {
    char *to = packed + row / 16 * (k / 32) * 2 * tile_size + row % 16 * 64;
    for (size_t i = 0; i < k; i += 32, to += 2 * tile_size)
      tile_split(tile_load(rows + i), tile_load(rows + i + 16), to, to + tile_size);
  }
}

void tiles_pack_rows(
  tiles_kind kind, const float *rows, void *packed, float *scales, int32_t *zeros, float *left,
  size_t count, size_t k
) {
  if (kind == tiles_bytes) rows_as_bytes(rows, packed, scales, zeros, left, count, k);
  else rows_as_floats(rows, packed, count, k);
}

// Two blocks of rows and 32 outputs at a time: four tiles of sums, two of rows, two of weights.

#define PRODUCTS(multiply, both)                         \
  do {                                                   \
    multiply(0, 4, 6);                                   \
    multiply(1, 4, 7);                                   \
    if (both) multiply(2, 5, 6);                         \
    if (both) multiply(3, 5, 7);                         \
  } while (0)

INLINE void products_of_bytes(
  const char *first, const char *second, const char *weights, size_t k, int both
) {
  for (size_t i = 0; i < k; i += 64, weights += 2 * tile_size) {
    _tile_loadd(4, first, 64);
    first += tile_size;
    if (both) _tile_loadd(5, second, 64);
    second += tile_size;
    _tile_loadd(6, weights, 64);
    _tile_loadd(7, weights + tile_size, 64);
    PRODUCTS(_tile_dpbusd, both);
  }
}

INLINE void products_of_floats(
  const char *first, const char *second, const char *weights, size_t k, int both
) {
  for (size_t i = 0; i < k; i += 32, weights += 4 * tile_size) {
    _tile_loadd(4, first, 64);
    if (both) _tile_loadd(5, second, 64);
    _tile_loadd(6, weights + 2 * tile_size, 64);
    _tile_loadd(7, weights + 3 * tile_size, 64);
    PRODUCTS(_tile_dpbf16ps, both);
    _tile_loadd(6, weights, 64);
    _tile_loadd(7, weights + tile_size, 64);
    PRODUCTS(_tile_dpbf16ps, both);
    _tile_loadd(4, first + tile_size, 64);
    if (both) _tile_loadd(5, second + tile_size, 64);
    PRODUCTS(_tile_dpbf16ps, both);
    first += 2 * tile_size;
    second += 2 * tile_size;
  }
}

/// Brings `rows` sums of 32 outputs, the first of which is `column` of row `first`, to results, which
/// are `stride` apart.
INLINE void finish_sums(
  tiles_kind kind, const void *sums, size_t rows, size_t first, size_t column,
  const tiles_finish *finish, int adds, int gelu, float *result, size_t stride
) {
  for (size_t side = 0; side < 32; side += 16, column += 16) {
    floats bias = {};
    if (finish->bias) bias = tile_load(finish->bias + column);
    floats scale = {};
    ints total = {};
    if (kind == tiles_bytes) {
      scale = tile_load(finish->scales + column);
      __builtin_memcpy(&total, finish->sums + column, sizeof total);
    }
    for (size_t row = 0; row < rows; row++) {
      floats value = tile_load((const float *)sums + row * 32 + side);
      if (kind == tiles_bytes) {
        ints product = (ints)value - finish->rowZeros[first + row] * total;
        value = __builtin_convertvector(product, floats) * finish->rowScales[first + row] * scale;
      }
      value += bias;
      size_t place = row * stride + side;
      if (adds) value += tile_load(finish->residual + (result - finish->result) + place);
      if (gelu) value = tile_gelu(value);
      tile_store(result + place, value);
    }
  }
}

/// Weights of so many outputs stay in the second cache while all rows are multiplied by them.
static size_t group(size_t panel) { return 32 * ((512 << 10) / panel + 1); }

INLINE void multiply(
  tiles_kind kind, const char *rows, const char *weights, size_t count, size_t n, size_t k,
  const tiles_finish *finish, int adds, int gelu
) {
  int32_t sums[32 * 32] __attribute__((aligned(64)));
  size_t block = tiles_rows_size(kind, 16, k), panel = tiles_weights_size(kind, 32, k);
  size_t step = group(panel);
  tile_begin();
  for (size_t start = 0; start < n; start += step) {
    size_t end = start + step < n ? start + step : n;
    const char *from = rows;
    for (size_t row = 0; row < count; row += 32, from += 2 * block) {
      size_t left = count - row < 32 ? count - row : 32;
      for (size_t column = start; column < end; column += 32) {
        const char *by = weights + column / 32 * panel;
        _tile_zero(0);
        _tile_zero(1);
        _tile_zero(2);
        _tile_zero(3);
#define TIMES(both)                                                                         \
  (kind == tiles_bytes ? products_of_bytes(from, from + block, by, k, both)                 \
                       : products_of_floats(from, from + block, by, k, both))
        if (left > 16) TIMES(1);
        else TIMES(0);
        _tile_stored(0, sums, 128);
        _tile_stored(1, sums + 16, 128);
        _tile_stored(2, sums + 16 * 32, 128);
        _tile_stored(3, sums + 16 * 32 + 16, 128);
        float *to = finish->result
          + (finish->panels ? column * count + row * 32 : row * n + column);
        finish_sums(
          kind, sums, left, row, column, finish, adds, gelu, to, finish->panels ? 32 : n);
      }
    }
  }
  tile_end();
}

#define EACH(kind)                                                                            \
  do {                                                                                        \
    if (finish->gelu && finish->residual)                                                     \
      multiply(kind, rows, weights, count, n, k, finish, 1, 1);                               \
    else if (finish->gelu) multiply(kind, rows, weights, count, n, k, finish, 0, 1);          \
    else if (finish->residual) multiply(kind, rows, weights, count, n, k, finish, 1, 0);      \
    else multiply(kind, rows, weights, count, n, k, finish, 0, 0);                            \
  } while (0)

TARGET void tiles_multiply(
  tiles_kind kind, const void *rows, const void *weights, size_t count, size_t n, size_t k,
  const tiles_finish *finish
) {
  if (kind == tiles_bytes) EACH(tiles_bytes);
  else EACH(tiles_floats);
}

#else

int tiles_available(void) { return 0; }
size_t tiles_weights_size(tiles_kind kind, size_t n, size_t k) { return 0; }
size_t tiles_rows_size(tiles_kind kind, size_t count, size_t k) { return 0; }
void tiles_pack_weights(
  tiles_kind kind, const void *weights, void *packed, size_t n, size_t k) {}
void tiles_pack_rows(
  tiles_kind kind, const float *rows, void *packed, float *scales, int32_t *zeros, float *left,
  size_t count, size_t k) {}
void tiles_multiply(
  tiles_kind kind, const void *rows, const void *weights, size_t count, size_t n, size_t k,
  const tiles_finish *finish) {}

#endif
