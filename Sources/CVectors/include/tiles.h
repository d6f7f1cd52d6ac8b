#ifndef JOINERY_TILES_H
#define JOINERY_TILES_H
#include <stddef.h>
#include <stdint.h>

// Matrix products by tiles (AMX): square pieces of matrices that the processor multiplies at once.
// Where it has them they are several times as fast as any other way, and need no library. Every
// function may be called from any thread; all but tiles_available only where that says yes.
// Packed rows and weights are aligned to 64 bytes.

/// How numbers are multiplied.
typedef enum {
  /// Rows as unsigned bytes, each row with a scale and a zero of its own; weights as signed bytes,
  /// each output with a scale.
  tiles_bytes = 0,
  /// Rows and weights as 32-bit floats, each the sum of two halves of 16 bits: of the four products
  /// of halves that of the two lower ones is left out, so a product is exact to about 17 bits.
  tiles_floats = 1,
} tiles_kind;

/// Whether the processor has tiles, and the system lets this process use them.
int tiles_available(void);

/// The length in bytes of `n` × `k` packed weights. `n` is a multiple of 32, `k` of 64.
size_t tiles_weights_size(tiles_kind kind, size_t n, size_t k);
/// The length in bytes of `count` × `k` packed rows.
size_t tiles_rows_size(tiles_kind kind, size_t count, size_t k);
/// Packs `n` rows of `k` weights: signed bytes or floats.
void tiles_pack_weights(
  tiles_kind kind, const void *_Nonnull weights, void *_Nonnull packed, size_t n, size_t k);
/// Packs rows. Of bytes only, `scales` and `zeros` are given for each row, and where `left` is not NULL
/// what the bytes lack of the numbers.
void tiles_pack_rows(
  tiles_kind kind, const float *_Nonnull rows, void *_Nonnull packed, float *_Nonnull scales,
  int32_t *_Nonnull zeros, float *_Nullable left, size_t count, size_t k);

/// What becomes of a product before it is a result.
typedef struct {
  /// Of bytes: what a unit of each row is worth, and which byte is its zero.
  const float *_Nullable rowScales;
  const int32_t *_Nullable rowZeros;
  /// Of bytes: what a unit of each output's weights is worth, and their sum.
  const float *_Nullable scales;
  const int32_t *_Nullable sums;
  /// What is added to each output, or NULL.
  const float *_Nullable bias;
  /// What is added to each element then, or NULL; lies like the results.
  const float *_Nullable residual;
  /// Whether x * (1 + erf(x / sqrt 2)) / 2 is taken at last.
  int gelu;
  /// Whether results are 32 outputs of every row, then the next 32, rather than rows.
  int panels;
  /// Where results go, dense.
  float *_Nonnull result;
} tiles_finish;

/// Multiplies packed rows by packed weights: `count` rows of `n` floats.
void tiles_multiply(
  tiles_kind kind, const void *_Nonnull rows, const void *_Nonnull weights, size_t count, size_t n,
  size_t k, const tiles_finish *_Nonnull finish);

/// How many bytes of scratch, aligned to 64, tiles_attend needs.
size_t tiles_attend_scratch(size_t count, size_t width);
/// The attention of one head over `count` rows, with products as of tiles_floats: query, key and value
/// are `width` floats for each row, a multiple of 32: panels of 32 of every one of `rows` rows, of
/// which these are some. Results are rows, `stride` apart.
void tiles_attend(
  const float *_Nonnull query, const float *_Nonnull key, const float *_Nonnull value, size_t rows,
  float *_Nonnull out, size_t stride, size_t count, size_t width, void *_Nonnull scratch);

#endif
