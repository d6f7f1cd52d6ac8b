#include "matrix.h"

#if defined(__linux__) && __has_include(<dnnl.h>)
#include <dnnl.h>
#endif

#if defined(DNNL_VERSION_MAJOR) && DNNL_VERSION_MAJOR == 2
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FUNCTIONS(F)                                                                             \
  F(dnnl_engine_create) F(dnnl_stream_create) F(dnnl_stream_destroy) F(dnnl_stream_wait)         \
  F(dnnl_memory_desc_init_by_tag) F(dnnl_memory_desc_init_by_strides)                            \
  F(dnnl_memory_desc_get_size) F(dnnl_memory_desc_equal) F(dnnl_matmul_desc_init)                \
  F(dnnl_primitive_attr_create) F(dnnl_primitive_attr_destroy)                                   \
  F(dnnl_primitive_attr_set_scratchpad_mode) F(dnnl_primitive_desc_create)                       \
  F(dnnl_primitive_desc_destroy) F(dnnl_primitive_desc_query_md) F(dnnl_primitive_create)        \
  F(dnnl_primitive_destroy) F(dnnl_primitive_execute) F(dnnl_memory_create)                      \
  F(dnnl_memory_destroy) F(dnnl_reorder_primitive_desc_create) F(dnnl_get_effective_cpu_isa)     \
  F(dnnl_version)

#define MEMBER(name) __typeof__(&name) name;
static struct {
  FUNCTIONS(MEMBER)
  void (*omp_set_num_threads)(int);
  dnnl_engine_t engine;
} dnn;

static const char *missing;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  void *library = dlopen("libdnnl.so.2", RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    missing = "libdnnl.so.2 is not installed";
    return;
  }
#define LOAD(name)                                            \
  if (!(dnn.name = (__typeof__(&name))dlsym(library, #name))) \
    missing = "libdnnl.so.2 lacks " #name;
  FUNCTIONS(LOAD)
  dnn.omp_set_num_threads = (void (*)(int))dlsym(library, "omp_set_num_threads");
  if (!missing && dnn.dnnl_engine_create(&dnn.engine, dnnl_cpu, 0)) missing = "oneDNN has no engine";
}

const char *matrix_missing(void) {
  pthread_once(&once, load);
  return missing;
}

/// Each caller is one worker: the library's own threads would only wait for each other.
static void single(void) {
  if (dnn.omp_set_num_threads) dnn.omp_set_num_threads(1);
}

int matrix_has_bytes(void) {
  if (matrix_missing()) return 0;
  switch ((int)dnn.dnnl_get_effective_cpu_isa()) {
    // Without these instructions sums of two products saturate at 16 bits.
    case dnnl_cpu_isa_avx2_vnni:
    case dnnl_cpu_isa_avx512_core_vnni:
    case dnnl_cpu_isa_avx512_core_bf16:
    case dnnl_cpu_isa_avx512_core_amx:
      return 1;
    default:
      return 0;
  }
}

void matrix_fingerprint(char *text, size_t size) {
  if (matrix_missing()) {
    snprintf(text, size, "none");
    return;
  }
  const dnnl_version_t *version = dnn.dnnl_version();
  snprintf(text, size, "%d.%d.%d-%x", version->major, version->minor, version->patch,
           (unsigned)dnn.dnnl_get_effective_cpu_isa());
}

struct matrix_product {
  dnnl_memory_desc_t rows, plain, packed, result, scratch;
  dnnl_primitive_t product;
};

matrix_product *matrix_make(matrix_kind kind, long m, long k, long n) {
  if (matrix_missing()) return NULL;
  single();
  matrix_product *made = calloc(1, sizeof *made);
  if (!made) return NULL;
  int bytes = kind == matrix_u8s8;
  dnnl_data_type_t in = bytes ? dnnl_u8 : dnnl_f32, weight = bytes ? dnnl_s8 : dnnl_f32;
  dnnl_dims_t row = {m, k}, weights = {k, n}, result = {m, n}, strides = {1, k};
  dnnl_memory_desc_t any;
  dnnl_matmul_desc_t description;
  dnnl_primitive_desc_t primitive = NULL;
  dnnl_primitive_attr_t attributes = NULL;
  dnn.dnnl_primitive_attr_create(&attributes);
  int failed =
    dnn.dnnl_memory_desc_init_by_tag(&made->rows, 2, row, in, dnnl_ab)
    || dnn.dnnl_memory_desc_init_by_strides(&made->plain, 2, weights, weight, strides)
    || dnn.dnnl_memory_desc_init_by_tag(&any, 2, weights, weight, dnnl_format_tag_any)
    || dnn.dnnl_memory_desc_init_by_tag(
      &made->result, 2, result, bytes ? dnnl_s32 : dnnl_f32, dnnl_ab)
    || dnn.dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user)
    || dnn.dnnl_matmul_desc_init(&description, &made->rows, &any, NULL, &made->result)
    || dnn.dnnl_primitive_desc_create(&primitive, &description, attributes, dnn.engine, NULL)
    || dnn.dnnl_primitive_create(&made->product, primitive);
  if (!failed) {
    made->packed = *dnn.dnnl_primitive_desc_query_md(primitive, dnnl_query_weights_md, 0);
    made->scratch = *dnn.dnnl_primitive_desc_query_md(primitive, dnnl_query_scratchpad_md, 0);
  }
  if (primitive) dnn.dnnl_primitive_desc_destroy(primitive);
  if (attributes) dnn.dnnl_primitive_attr_destroy(attributes);
  if (!failed) return made;
  free(made);
  return NULL;
}

void matrix_free(matrix_product *product) {
  if (!product) return;
  dnn.dnnl_primitive_destroy(product->product);
  free(product);
}

size_t matrix_packed_size(const matrix_product *product) {
  return dnn.dnnl_memory_desc_get_size(&product->packed);
}

int matrix_same_layout(const matrix_product *a, const matrix_product *b) {
  return dnn.dnnl_memory_desc_equal(&a->packed, &b->packed);
}

size_t matrix_scratch_size(const matrix_product *product) {
  return dnn.dnnl_memory_desc_get_size(&product->scratch);
}

/// Runs a primitive over buffers in place.
static int execute(
  dnnl_primitive_t primitive, int count, const int *arguments,
  const dnnl_memory_desc_t *const *layouts, void *const *buffers
) {
  dnnl_exec_arg_t list[4] = {{0}};
  dnnl_stream_t stream = NULL;
  int failed = dnn.dnnl_stream_create(&stream, dnn.engine, dnnl_stream_default_flags);
  for (int i = 0; i < count && !failed; i++) {
    list[i].arg = arguments[i];
    failed = dnn.dnnl_memory_create(&list[i].memory, layouts[i], dnn.engine, buffers[i]);
  }
  failed = failed || dnn.dnnl_primitive_execute(primitive, stream, count, list)
    || dnn.dnnl_stream_wait(stream);
  for (int i = 0; i < count; i++)
    if (list[i].memory) dnn.dnnl_memory_destroy(list[i].memory);
  if (stream) dnn.dnnl_stream_destroy(stream);
  return failed;
}

int matrix_pack(const matrix_product *product, const void *weights, void *packed) {
  single();
  dnnl_primitive_desc_t description = NULL;
  dnnl_primitive_t reorder = NULL;
  int failed =
    dnn.dnnl_reorder_primitive_desc_create(
      &description, &product->plain, dnn.engine, &product->packed, dnn.engine, NULL)
    || dnn.dnnl_primitive_create(&reorder, description);
  if (!failed) {
    const int arguments[] = {DNNL_ARG_FROM, DNNL_ARG_TO};
    const dnnl_memory_desc_t *const layouts[] = {&product->plain, &product->packed};
    void *const buffers[] = {(void *)weights, packed};
    failed = execute(reorder, 2, arguments, layouts, buffers);
  }
  if (reorder) dnn.dnnl_primitive_destroy(reorder);
  if (description) dnn.dnnl_primitive_desc_destroy(description);
  return failed;
}

int matrix_run(
  const matrix_product *product, const void *rows, const void *packed, void *result, void *scratch
) {
  single();
  const int arguments[] = {DNNL_ARG_SRC, DNNL_ARG_WEIGHTS, DNNL_ARG_DST, DNNL_ARG_SCRATCHPAD};
  const dnnl_memory_desc_t *const layouts[] = {
    &product->rows, &product->packed, &product->result, &product->scratch};
  void *const buffers[] = {(void *)rows, (void *)packed, result, scratch};
  return execute(product->product, 4, arguments, layouts, buffers);
}

#else

const char *matrix_missing(void) { return "this build was made without oneDNN 2"; }
int matrix_has_bytes(void) { return 0; }
void matrix_fingerprint(char *text, size_t size) { if (size) text[0] = 0; }
matrix_product *matrix_make(matrix_kind kind, long m, long k, long n) { return NULL; }
void matrix_free(matrix_product *product) {}
size_t matrix_packed_size(const matrix_product *product) { return 0; }
int matrix_same_layout(const matrix_product *a, const matrix_product *b) { return 0; }
size_t matrix_scratch_size(const matrix_product *product) { return 0; }
int matrix_pack(const matrix_product *product, const void *weights, void *packed) { return 1; }
int matrix_run(
  const matrix_product *product, const void *rows, const void *packed, void *result, void *scratch
) { return 1; }

#endif
