#ifndef JOINERY_VECTORS_H
#define JOINERY_VECTORS_H
#include <stddef.h>
#include <stdint.h>

// Arithmetic on rows of numbers, by the widest instructions that the processor has. Every function
// may be called from any thread. Rows are dense: one after another, row by row.

/// What the processor has: "amx", "avx512-vnni", "avx2" or "generic".
const char *_Nonnull vectors_instructions(void);
/// Takes the instructions of that name from now on in this thread, where the processor has them. For
/// tests.
int vectors_use(const char *_Nonnull name);
/// Whether matrices are to be multiplied by tiles (tiles.h).
int vectors_has_tiles(void);

// Scanning.

/// A row that a scan found.
typedef struct {
  /// How well it fits.
  float score;
  /// Its number.
  uint32_t row;
} vectors_hit;

/// The best rows so far. Fill `hits` with room for 2 * `wanted`, `count` with 0.
typedef struct {
  vectors_hit *_Nonnull hits;
  size_t count;
  size_t wanted;
  /// What a row must exceed to be noted.
  float threshold;
} vectors_best;

/// Packs a row: `packed[i] = 128 + round(row[i] / scale)`, of which `scale` is returned. Beyond
/// `count` and up to `stride`, a multiple of 64, the row is filled with 128, which counts for 0.
float vectors_pack(
  const float *_Nonnull row, size_t count, uint8_t *_Nonnull packed, size_t stride);
/// Packs a query like vectors_pack, with signed bytes.
float vectors_pack_query(
  const float *_Nonnull row, size_t count, int8_t *_Nonnull packed, size_t stride);
/// Notes the best rows of a page of `count`, the first of which is number `first`. Rows with scale 0
/// are passed over.
void vectors_scan(
  const uint8_t *_Nonnull rows, const float *_Nonnull scales, size_t count, size_t stride,
  const int8_t *_Nonnull query, uint32_t first, vectors_best *_Nonnull best);
/// Leaves the best `wanted` hits, best first; of equal ones the lower row comes first.
void vectors_finish(vectors_best *_Nonnull best);
/// The product of a row of half floats with a row of floats.
float vectors_dot_half(const uint16_t *_Nonnull a, const float *_Nonnull b, size_t count);
/// Rounds floats to half floats.
void vectors_to_half(const float *_Nonnull from, uint16_t *_Nonnull to, size_t count);

// The layers of a model. `n` is a multiple of 16.

/// Adds `bias` to each row, and `residual` element by element. Either may be NULL.
void vectors_add(
  float *_Nonnull rows, const float *_Nullable bias, const float *_Nullable residual, size_t count,
  size_t n);
/// Adds `bias` to each row, then takes x * (1 + erf(x / sqrt 2)) / 2 of each element.
void vectors_gelu(float *_Nonnull rows, const float *_Nonnull bias, size_t count, size_t n);
/// Brings each row to mean 0 and variance 1, then times `weight` plus `bias`.
void vectors_normalize(
  float *_Nonnull rows, const float *_Nonnull weight, const float *_Nonnull bias, float epsilon,
  size_t count, size_t n);
/// Brings each row to bytes: `row[i] ≈ scale * (bytes[i] - zero)`. What the bytes lack of the numbers
/// is in `left`, unless that is NULL.
void vectors_to_bytes(
  const float *_Nonnull rows, uint8_t *_Nonnull bytes, float *_Nonnull scales,
  int32_t *_Nonnull zeros, float *_Nullable left, size_t count, size_t n);
/// Brings the product of such rows and of weights back to floats, in place: `sums` are the sums of
/// the weights of each column.
void vectors_from_products(
  int32_t *_Nonnull products, const float *_Nonnull scales, const int32_t *_Nonnull zeros,
  const float *_Nonnull columns, const int32_t *_Nonnull sums, size_t count, size_t n);
/// Brings `n` rows of `k` weights to signed bytes, with the scale and the sum of each. What the bytes
/// lack of the weights is in `left`, unless that is NULL.
void vectors_pack_weights(
  const float *_Nonnull weights, int8_t *_Nonnull bytes, float *_Nonnull scales,
  int32_t *_Nonnull sums, float *_Nullable left, size_t n, size_t k);
/// A number that other bytes, or as many in another order, hardly have.
uint64_t vectors_checksum(const void *_Nonnull bytes, size_t count);
/// How many floats of scratch vectors_attend needs.
size_t vectors_attend_scratch(size_t count, size_t width);
/// The attention of one head over `count` rows: query, key and value of a row are `width` floats
/// each, `stride` floats before those of the next row; results are `outStride` apart.
void vectors_attend(
  const float *_Nonnull query, const float *_Nonnull key, const float *_Nonnull value,
  size_t stride, float *_Nonnull out, size_t outStride, size_t count, size_t width,
  float *_Nonnull scratch);

#endif
