#include "blocks.h"

#if HAS_TILES

/// Where the pieces of one head's attention are.
typedef struct {
  /// Rows of keys, values and scores: up to the next multiple of 32.
  size_t rows;
  /// Tiles of a key's or a value's width.
  size_t parts;
  /// Keys: for each 16 of them, the halves of each part.
  char *keys;
  /// Values: for each 32 of them, the halves of each 16 numbers.
  char *values;
  /// 16 queries, a part's halves after another's.
  char *queries;
  /// The scores of 16 queries, a float for each key; then as tiles, 32 keys' halves after others'.
  float *scores;
  char *shares;
  /// 16 results.
  float *results;
} head;

static head divided(size_t count, size_t width, char *scratch) {
  head head = {.rows = (count + 31) / 32 * 32, .parts = width / 32};
  head.keys = scratch;
  head.values = head.keys + head.rows * width * 4;
  head.queries = head.values + head.rows * width * 4;
  head.scores = (float *)(void *)(head.queries + 16 * width * 4);
  head.shares = (char *)(head.scores + 16 * head.rows);
  head.results = (float *)(void *)(head.shares + 16 * head.rows * 4);
  return head;
}

size_t tiles_attend_scratch(size_t count, size_t width) {
  head head = divided(count, width, 0);
  return (size_t)(head.results + 2 * 16 * width);
}

/// Turns 16 rows of 16 numbers of 32 bits, so that rows are columns.
INLINE void turn(const __m512i *from, void *to) {
  __m512i a[16], b[16];
  for (int i = 0; i < 16; i += 2) {
    a[i] = _mm512_unpacklo_epi32(from[i], from[i + 1]);
    a[i + 1] = _mm512_unpackhi_epi32(from[i], from[i + 1]);
  }
  for (int i = 0; i < 16; i += 4) {
    b[i] = _mm512_unpacklo_epi64(a[i], a[i + 2]);
    b[i + 1] = _mm512_unpackhi_epi64(a[i], a[i + 2]);
    b[i + 2] = _mm512_unpacklo_epi64(a[i + 1], a[i + 3]);
    b[i + 3] = _mm512_unpackhi_epi64(a[i + 1], a[i + 3]);
  }
  for (int i = 0; i < 4; i++) {
    a[i] = _mm512_shuffle_i32x4(b[i], b[i + 4], 0x88);
    a[i + 4] = _mm512_shuffle_i32x4(b[i], b[i + 4], 0xDD);
    a[i + 8] = _mm512_shuffle_i32x4(b[i + 8], b[i + 12], 0x88);
    a[i + 12] = _mm512_shuffle_i32x4(b[i + 8], b[i + 12], 0xDD);
  }
  __m512i *rows = to;
  for (int i = 0; i < 4; i++) {
    _mm512_store_si512(rows + i, _mm512_shuffle_i32x4(a[i], a[i + 8], 0x88));
    _mm512_store_si512(rows + i + 4, _mm512_shuffle_i32x4(a[i + 4], a[i + 12], 0x88));
    _mm512_store_si512(rows + i + 8, _mm512_shuffle_i32x4(a[i], a[i + 8], 0xDD));
    _mm512_store_si512(rows + i + 12, _mm512_shuffle_i32x4(a[i + 4], a[i + 12], 0xDD));
  }
}

/// Splits 32 numbers of each of 16 rows; rows from `count` on are zero.
INLINE void split_rows(
  const float *rows, size_t count, __m512i *high, __m512i *low
) {
  for (size_t row = 0; row < 16; row++) {
    floats a = {}, b = {};
    if (row < count) {
      a = tile_load(rows + row * 32);
      b = tile_load(rows + row * 32 + 16);
    }
    tile_split(a, b, high + row, low + row);
  }
}

TARGET static void pack_keys(
  const head *head, const float *key, size_t all, size_t count
) {
  __m512i high[16], low[16];
  char *to = head->keys;
  for (size_t row = 0; row < head->rows; row += 16)
    for (size_t part = 0; part < head->parts; part++, to += 2 * tile_size) {
      split_rows(key + (part * all + row) * 32, row < count ? count - row : 0, high, low);
      turn(high, to);
      turn(low, to + tile_size);
    }
}

/// Puts the halves of two rows beside each other, number by number: 16 numbers a tile.
INLINE void pair(__m512i one, __m512i other, char *first, char *second) {
  const __m512i low = _mm512_set_epi16(
    47, 15, 46, 14, 45, 13, 44, 12, 43, 11, 42, 10, 41, 9, 40, 8, 39, 7, 38, 6, 37, 5, 36, 4, 35,
    3, 34, 2, 33, 1, 32, 0);
  const __m512i high = _mm512_add_epi16(low, _mm512_set1_epi16(16));
  _mm512_store_si512(first, _mm512_permutex2var_epi16(one, low, other));
  _mm512_store_si512(second, _mm512_permutex2var_epi16(one, high, other));
}

TARGET static void pack_values(
  const head *head, const float *value, size_t all, size_t count
) {
  __m512i high[16], low[16];
  for (size_t row = 0; row < head->rows; row += 16)
    for (size_t part = 0; part < head->parts; part++) {
      split_rows(value + (part * all + row) * 32, row < count ? count - row : 0, high, low);
      char *to = head->values + (row / 32 * head->parts + part) * 4 * tile_size + row % 32 * 32;
      for (size_t i = 0; i < 16; i += 2, to += 64) {
        pair(high[i], high[i + 1], to, to + tile_size);
        pair(low[i], low[i + 1], to + 2 * tile_size, to + 3 * tile_size);
      }
    }
}

TARGET static void pack_queries(
  const head *head, const float *query, size_t all, size_t count
) {
  for (size_t part = 0; part < head->parts; part++) {
    __m512i *to = (__m512i *)(void *)(head->queries + part * 2 * tile_size);
    split_rows(query + part * all * 32, count, to, to + 16);
  }
}

/// The products of 16 queries with every key, 32 keys at a time.
INLINE void score(const head *head) {
  const char *key = head->keys;
  size_t wide = head->parts * 2 * tile_size;
  for (size_t row = 0; row < head->rows; row += 32, key += 2 * wide) {
    _tile_zero(0);
    _tile_zero(1);
    _tile_zero(2);
    _tile_zero(3);
    for (size_t part = 0; part < head->parts; part++) {
      const char *query = head->queries + part * 2 * tile_size;
      const char *first = key + part * 2 * tile_size, *second = first + wide;
      _tile_loadd(4, query, 64);
      _tile_loadd(5, query + tile_size, 64);
      _tile_loadd(6, first, 64);
      _tile_loadd(7, second, 64);
      _tile_dpbf16ps(0, 4, 6);
      _tile_dpbf16ps(1, 4, 7);
      _tile_dpbf16ps(2, 5, 6);
      _tile_dpbf16ps(3, 5, 7);
      _tile_loadd(6, first + tile_size, 64);
      _tile_loadd(7, second + tile_size, 64);
      _tile_dpbf16ps(2, 4, 6);
      _tile_dpbf16ps(3, 4, 7);
    }
    float other[2 * 256] __attribute__((aligned(64)));
    float *to = head->scores + row;
    _tile_stored(0, to, (long)head->rows * 4);
    _tile_stored(1, to + 16, (long)head->rows * 4);
    _tile_stored(2, other, 128);
    _tile_stored(3, other + 16, 128);
    for (size_t i = 0; i < 16; i++, to += head->rows)
      for (size_t side = 0; side < 32; side += 16)
        tile_store(to + side, tile_load(to + side) + tile_load(other + 32 * i + side));
  }
}

/// Turns a query's scores into shares, up to a factor, which is returned; packs them.
INLINE float share(const head *head, float *scores, size_t row, size_t count, float factor) {
  const float *line = scores + row * head->rows;
  for (size_t i = count; i < head->rows; i++) scores[row * head->rows + i] = -__builtin_inff();
  __m512 most = _mm512_loadu_ps(line);
  for (size_t i = 16; i < head->rows; i += 16) most = _mm512_max_ps(most, _mm512_loadu_ps(line + i));
  float scale = factor * 1.44269504f, highest = _mm512_reduce_max_ps(most) * scale;
  floats total = {};
  char *to = head->shares + row * 64;
  for (size_t i = 0; i < head->rows; i += 32, to += 2 * tile_size) {
    floats values[2];
    for (int side = 0; side < 2; side++) {
      floats x = tile_load(line + i + 16 * side) * scale - highest;
      values[side] = tile_power(x);
      total += values[side];
    }
    tile_split(values[0], values[1], to, to + tile_size);
  }
  return 1 / _mm512_reduce_add_ps(total);
}

/// The sums of values by their shares, for 16 queries and 32 numbers of the width.
INLINE void gather(const head *head, size_t part) {
  const char *value = head->values + part * 4 * tile_size, *share = head->shares;
  _tile_zero(0);
  _tile_zero(1);
  _tile_zero(2);
  _tile_zero(3);
  for (size_t row = 0; row < head->rows; row += 32) {
    _tile_loadd(4, share, 64);
    _tile_loadd(5, share + tile_size, 64);
    _tile_loadd(6, value, 64);
    _tile_loadd(7, value + tile_size, 64);
    _tile_dpbf16ps(0, 4, 6);
    _tile_dpbf16ps(1, 4, 7);
    _tile_dpbf16ps(2, 5, 6);
    _tile_dpbf16ps(3, 5, 7);
    _tile_loadd(6, value + 2 * tile_size, 64);
    _tile_loadd(7, value + 3 * tile_size, 64);
    _tile_dpbf16ps(2, 4, 6);
    _tile_dpbf16ps(3, 4, 7);
    share += 2 * tile_size;
    value += head->parts * 4 * tile_size;
  }
  _tile_stored(0, head->results, 128);
  _tile_stored(1, head->results + 16, 128);
  _tile_stored(2, head->results + 16 * 32, 128);
  _tile_stored(3, head->results + 16 * 32 + 16, 128);
}

TARGET static void attend(
  const head *head, const float *query, size_t all, float *out, size_t stride, size_t count
) {
  float factor = 1 / __builtin_sqrtf(32.0f * (float)head->parts), inverse[16];
  for (size_t row = 0; row < count; row += 16) {
    size_t left = count - row < 16 ? count - row : 16;
    pack_queries(head, query + row * 32, all, left);
    score(head);
    for (size_t i = 0; i < left; i++) inverse[i] = share(head, head->scores, i, count, factor);
    for (size_t part = 0; part < head->parts; part++) {
      gather(head, part);
      for (size_t i = 0; i < left; i++) {
        const float *high = head->results + 32 * i, *low = high + 16 * 32;
        float *to = out + (row + i) * stride + 32 * part;
        tile_store(to, (tile_load(high) + tile_load(low)) * inverse[i]);
        tile_store(to + 16, (tile_load(high + 16) + tile_load(low + 16)) * inverse[i]);
      }
    }
  }
}

TARGET void tiles_attend(
  const float *query, const float *key, const float *value, size_t rows, float *out,
  size_t stride, size_t count, size_t width, void *scratch
) {
  head head = divided(count, width, scratch);
  tile_begin();
  pack_keys(&head, key, rows, count);
  pack_values(&head, value, rows, count);
  attend(&head, query, rows, out, stride, count);
  tile_end();
}

#else

size_t tiles_attend_scratch(size_t count, size_t width) { return 0; }
void tiles_attend(
  const float *query, const float *key, const float *value, size_t rows, float *out,
  size_t stride, size_t count, size_t width, void *scratch) {}

#endif
