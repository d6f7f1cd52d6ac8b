#ifndef JOINERY_MATRIX_H
#define JOINERY_MATRIX_H
#include <stddef.h>

// Matrix products by oneDNN, which is loaded when it is first asked for: linking it would cost every
// start of the program several milliseconds, and a machine without it the whole program.

/// What the numbers of a product are.
typedef enum {
  /// 32-bit floats times 32-bit floats are 32-bit floats.
  matrix_f32 = 0,
  /// Unsigned bytes times signed bytes are 32-bit integers.
  matrix_u8s8 = 1,
} matrix_kind;

/// The product of an m × k matrix with a k × n one.
typedef struct matrix_product matrix_product;

/// NULL where oneDNN is there, else why it is not.
const char *_Nullable matrix_missing(void);
/// Whether the processor multiplies bytes exactly and faster than floats.
int matrix_has_bytes(void);
/// What packed weights depend on: the library's version, and the instructions it uses.
void matrix_fingerprint(char *_Nonnull text, size_t size);

/// A product of these sizes, or NULL. Free with matrix_free.
matrix_product *_Nullable matrix_make(matrix_kind kind, long m, long k, long n);
/// Frees a product.
void matrix_free(matrix_product *_Nullable product);
/// The length in bytes of the weights in the layout that the product wants.
size_t matrix_packed_size(const matrix_product *_Nonnull product);
/// Whether both want their weights in the same layout.
int matrix_same_layout(const matrix_product *_Nonnull a, const matrix_product *_Nonnull b);
/// How many bytes of scratch a run needs, aligned to 64.
size_t matrix_scratch_size(const matrix_product *_Nonnull product);
/// Brings weights of n rows of k numbers into the layout of the product. 0 where it worked.
int matrix_pack(
  const matrix_product *_Nonnull product, const void *_Nonnull weights, void *_Nonnull packed);
/// Multiplies m rows of k numbers. Any number of threads may run one product. 0 where it worked.
int matrix_run(
  const matrix_product *_Nonnull product, const void *_Nonnull rows, const void *_Nonnull packed,
  void *_Nonnull result, void *_Nonnull scratch);

#endif
