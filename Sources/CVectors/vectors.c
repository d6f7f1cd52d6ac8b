#include "vectors.h"
#include "tiles.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// Vectors are handed only to functions that are inlined, so how they are passed does not matter.
#pragma clang diagnostic ignored "-Wpsabi"

typedef float floats __attribute__((vector_size(64)));
typedef int32_t ints __attribute__((vector_size(64)));
typedef uint16_t shorts16 __attribute__((vector_size(32)));
typedef uint8_t bytes16 __attribute__((vector_size(16)));
typedef int8_t chars16 __attribute__((vector_size(16)));

/// The functions of one set of instructions.
struct kernels {
  __typeof__(&vectors_add) add;
  __typeof__(&vectors_gelu) gelu;
  __typeof__(&vectors_normalize) normalize;
  __typeof__(&vectors_to_bytes) to_bytes;
  __typeof__(&vectors_from_products) from_products;
  __typeof__(&vectors_pack_weights) pack_weights;
  __typeof__(&vectors_attend) attend;
  __typeof__(&vectors_dot_half) dot_half;
  __typeof__(&vectors_scan) scan;
};

// MARK: The best rows

/// Whether `a` comes before `b`.
static int precedes(vectors_hit a, vectors_hit b) {
  return a.score > b.score || (a.score == b.score && a.row < b.row);
}

/// Brings the best `wanted` of `count` hits to the front.
static void select_best(vectors_hit *hits, size_t count, size_t wanted) {
  ptrdiff_t low = 0, high = (ptrdiff_t)count - 1, last = (ptrdiff_t)wanted - 1;
  while (low < high) {
    vectors_hit pivot = hits[low + (high - low) / 2];
    ptrdiff_t left = low, right = high;
    while (left <= right) {
      while (precedes(hits[left], pivot)) left++;
      while (precedes(pivot, hits[right])) right--;
      if (left > right) break;
      vectors_hit other = hits[left];
      hits[left++] = hits[right];
      hits[right--] = other;
    }
    if (last <= right) high = right;
    else if (last >= left) low = left;
    else return;
  }
}

/// Notes a row; now and then drops those that cannot be among the best any more.
static void note(vectors_best *best, float score, uint32_t row) {
  best->hits[best->count++] = (vectors_hit){score, row};
  if (best->count < 2 * best->wanted) return;
  select_best(best->hits, best->count, best->wanted);
  best->count = best->wanted;
  float least = best->hits[0].score;
  for (size_t i = 1; i < best->wanted; i++)
    if (best->hits[i].score < least) least = best->hits[i].score;
  // An equal score on a later row is no better: rows come in order.
  best->threshold = least;
}

void vectors_finish(vectors_best *best) {
  if (best->count > best->wanted) {
    select_best(best->hits, best->count, best->wanted);
    best->count = best->wanted;
  }
  // A heap sort: no memory, no worst case.
  vectors_hit *hits = best->hits;
  for (size_t end = best->count, start = best->count / 2; end > 1;) {
    if (start > 0) {
      start--;
    } else {
      vectors_hit top = hits[--end];
      hits[end] = hits[0];
      hits[0] = top;
    }
    for (size_t parent = start, child; (child = 2 * parent + 1) < end; parent = child) {
      if (child + 1 < end && precedes(hits[child], hits[child + 1])) child++;
      if (!precedes(hits[parent], hits[child])) break;
      vectors_hit other = hits[parent];
      hits[parent] = hits[child];
      hits[child] = other;
    }
  }
}

// MARK: The sets of instructions

#define TARGET
#define NAME(x) generic_##x
#define WIDE 0
#define ROWS 2
#define WIDTH 1
static inline int32_t generic_dot_bytes(const uint8_t *row, const int8_t *query, size_t count) {
  int32_t total = 0;
  for (size_t i = 0; i < count; i++) total += row[i] * query[i];
  return total;
}
#include "kernels.h"
#undef TARGET
#undef NAME
#undef WIDE
#undef ROWS
#undef WIDTH

#if defined(__x86_64__)
#define TARGET __attribute__((target("avx2,fma,f16c")))
#define NAME(x) avx2_##x
#define WIDE 0
#define ROWS 4
#define WIDTH 1
TARGET static inline int32_t avx2_dot_bytes(
  const uint8_t *row, const int8_t *query, size_t count
) {
  // Bytes are widened first: sums of two byte products would saturate.
  __m256i total = _mm256_setzero_si256();
  for (size_t i = 0; i < count; i += 16) {
    __m256i a = _mm256_cvtepu8_epi16(_mm_loadu_si128((const __m128i *)(row + i)));
    __m256i b = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(query + i)));
    total = _mm256_add_epi32(total, _mm256_madd_epi16(a, b));
  }
  __m128i half = _mm_add_epi32(
    _mm256_castsi256_si128(total), _mm256_extracti128_si256(total, 1));
  half = _mm_add_epi32(half, _mm_shuffle_epi32(half, 0x4E));
  half = _mm_add_epi32(half, _mm_shuffle_epi32(half, 0xB1));
  return _mm_cvtsi128_si32(half);
}
#include "kernels.h"
#undef TARGET
#undef NAME
#undef WIDE
#undef ROWS
#undef WIDTH

#define TARGET __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,avx2,fma,f16c")))
#define NAME(x) avx512_##x
#define WIDE 1
#define ROWS 8
#define WIDTH 2
TARGET static inline int32_t avx512_dot_bytes(
  const uint8_t *row, const int8_t *query, size_t count
) {
  __m512i total = _mm512_setzero_si512();
  for (size_t i = 0; i < count; i += 64) {
    // The processor itself reads ahead only to the end of a page of 4096 bytes.
    _mm_prefetch((const char *)row + i + 4096, _MM_HINT_T0);
    total = _mm512_dpbusd_epi32(
      total, _mm512_loadu_si512(row + i), _mm512_loadu_si512(query + i));
  }
  return _mm512_reduce_add_epi32(total);
}
#include "kernels.h"
#undef TARGET
#undef NAME
#undef WIDE
#undef ROWS
#undef WIDTH
#endif

// MARK: Choosing one

/// A set of instructions by its name. That with tiles is like the widest other one in all but matrices.
struct set {
  const char *name;
  const struct kernels *kernels;
};

// The best first.
static const struct set sets[] = {
#if defined(__x86_64__)
  {"amx", &avx512_kernels},
  {"avx512-vnni", &avx512_kernels},
  {"avx2", &avx2_kernels},
#endif
  {"generic", &generic_kernels},
};

static int is_there(const struct set *set) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  int avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  if (set->kernels == &avx2_kernels) return avx2;
  if (set->kernels == &avx512_kernels && !(
        avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")
        && __builtin_cpu_supports("avx512vnni")))
    return 0;
  if (!strcmp(set->name, "amx")) return tiles_available();
#endif
  return 1;
}

static _Atomic(const struct set *) chosen;
static _Thread_local const struct set *wanted;

static const struct set *set(void) {
  const struct set *found = wanted;
  if (found) return found;
  found = atomic_load_explicit(&chosen, memory_order_relaxed);
  if (found) return found;
  for (found = sets; !is_there(found);) found++;
  atomic_store_explicit(&chosen, found, memory_order_relaxed);
  return found;
}

static const struct kernels *kernels(void) { return set()->kernels; }

const char *vectors_instructions(void) { return set()->name; }

int vectors_use(const char *name) {
  for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
    if (strcmp(sets[i].name, name) || !is_there(sets + i)) continue;
    wanted = sets + i;
    return 1;
  }
  return 0;
}

int vectors_has_tiles(void) { return !strcmp(set()->name, "amx"); }

// MARK: Packing

static float pack(const float *row, size_t count, int8_t *packed, size_t stride) {
  float most = 0;
  for (size_t i = 0; i < count; i++) most = fmaxf(most, fabsf(row[i]));
  float factor = most > 0 && isfinite(most) ? 127 / most : 0;
  for (size_t i = 0; i < count; i++) packed[i] = factor > 0 ? (int8_t)lrintf(row[i] * factor) : 0;
  memset(packed + count, 0, stride - count);
  return factor > 0 ? most / 127 : 0;
}

float vectors_pack_query(const float *row, size_t count, int8_t *packed, size_t stride) {
  return pack(row, count, packed, stride);
}

float vectors_pack(const float *row, size_t count, uint8_t *packed, size_t stride) {
  float scale = pack(row, count, (int8_t *)packed, stride);
  for (size_t i = 0; i < stride; i++) packed[i] ^= 0x80;
  return scale;
}

void vectors_to_half(const float *from, uint16_t *to, size_t count) {
  for (size_t i = 0; i < count; i++) {
    uint32_t bits;
    float size = fabsf(from[i]) * 0x1p-112f;
    memcpy(&bits, &size, sizeof bits);
    // To the nearest, and of two equally near to the even one.
    uint32_t half = (bits + 0xFFF + (bits >> 13 & 1)) >> 13;
    to[i] = (uint16_t)((half > 0x7C00 ? 0x7C00 : half) | (signbit(from[i]) ? 0x8000 : 0));
  }
}

// MARK: What the sets do

void vectors_scan(
  const uint8_t *rows, const float *scales, size_t count, size_t stride, const int8_t *query,
  uint32_t first, vectors_best *best
) {
  kernels()->scan(rows, scales, count, stride, query, first, best);
}

float vectors_dot_half(const uint16_t *a, const float *b, size_t count) {
  return kernels()->dot_half(a, b, count);
}

void vectors_add(
  float *rows, const float *bias, const float *residual, size_t count, size_t n
) {
  kernels()->add(rows, bias, residual, count, n);
}

void vectors_gelu(float *rows, const float *bias, size_t count, size_t n) {
  kernels()->gelu(rows, bias, count, n);
}

void vectors_normalize(
  float *rows, const float *weight, const float *bias, float epsilon, size_t count, size_t n
) {
  kernels()->normalize(rows, weight, bias, epsilon, count, n);
}

void vectors_to_bytes(
  const float *rows, uint8_t *bytes, float *scales, int32_t *zeros, float *left, size_t count,
  size_t n
) {
  kernels()->to_bytes(rows, bytes, scales, zeros, left, count, n);
}

void vectors_from_products(
  int32_t *products, const float *scales, const int32_t *zeros, const float *columns,
  const int32_t *sums, size_t count, size_t n
) {
  kernels()->from_products(products, scales, zeros, columns, sums, count, n);
}

void vectors_pack_weights(
  const float *weights, int8_t *bytes, float *scales, int32_t *sums, float *left, size_t n,
  size_t k
) {
  kernels()->pack_weights(weights, bytes, scales, sums, left, n, k);
}

uint64_t vectors_checksum(const void *bytes, size_t count) {
  uint64_t sums[4] = {count, 1, 2, 3}, words[4];
  for (const char *from = bytes; count > 0;) {
    size_t length = count < sizeof words ? count : sizeof words;
    memset(words, 0, sizeof words);
    memcpy(words, from, length);
    for (int i = 0; i < 4; i++) {
      uint64_t mixed = (sums[i] ^ words[i]) * 0x9E3779B97F4A7C15;
      sums[i] = mixed ^ mixed >> 29;
    }
    from += length;
    count -= length;
  }
  for (int i = 1; i < 4; i++) sums[0] = (sums[0] ^ sums[i]) * 0x9E3779B97F4A7C15;
  return sums[0] ^ sums[0] >> 32;
}

size_t vectors_attend_scratch(size_t count, size_t width) {
  size_t columns = (count + 31) / 32 * 32, wide = (width + 31) / 32 * 32;
  return width * columns + 2 * count * wide + count * columns;
}

void vectors_attend(
  const float *query, const float *key, const float *value, size_t stride, float *out,
  size_t outStride, size_t count, size_t width, float *scratch
) {
  kernels()->attend(query, key, value, stride, out, outStride, count, width, scratch);
}
