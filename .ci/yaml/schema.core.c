// What the YAML grammar's scanner asks of a plain scalar: its type by the schema in use. The
// source archive leaves this file out. Joinery needs to know where a scalar is, not what it means,
// so here every plain scalar is a string.
#include <stdint.h>

typedef enum { RS_STR, RS_INT, RS_NULL, RS_BOOL, RS_FLOAT, RS_TIMESTAMP } ResultSchema;

#define SCH_STT_FRZ (-1)

static int8_t adv_sch_stt(int8_t state, int32_t character, ResultSchema *result) {
  (void)state;
  (void)character;
  *result = RS_STR;
  return SCH_STT_FRZ;
}

// The scanner saves its state while this many bytes are not full, but in steps of four: with 254
// levels of nesting it would write two bytes past the end of the runtime's buffer of 1,024.
#undef TREE_SITTER_SERIALIZATION_BUFFER_SIZE
#define TREE_SITTER_SERIALIZATION_BUFFER_SIZE 1020
