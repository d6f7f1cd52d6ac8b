// The arithmetic, written once in vectors of 16 floats, and compiled for each set of instructions:
// NAME(x) is the function's name in this set, TARGET what the compiler may use.

#include "arithmetic.h"

TARGET static void NAME(add)(
  float *rows, const float *bias, const float *residual, size_t count, size_t n
) {
  for (size_t row = 0; row < count; row++, rows += n) {
    for (size_t i = 0; i < n; i += 16) {
      floats value = NAME(load)(rows + i);
      if (bias) value += NAME(load)(bias + i);
      if (residual) value += NAME(load)(residual + row * n + i);
      NAME(store)(rows + i, value);
    }
  }
}

TARGET static void NAME(gelus)(float *rows, const float *bias, size_t count, size_t n) {
  for (size_t row = 0; row < count; row++, rows += n)
    for (size_t i = 0; i < n; i += 16)
      NAME(store)(rows + i, NAME(gelu)(NAME(load)(rows + i) + NAME(load)(bias + i)));
}

TARGET static void NAME(normalize)(
  float *rows, const float *weight, const float *bias, float epsilon, size_t count, size_t n
) {
  for (size_t row = 0; row < count; row++, rows += n) {
    floats sum = {}, squares = {};
    for (size_t i = 0; i < n; i += 16) sum += NAME(load)(rows + i);
    float mean = NAME(sum)(sum) / n;
    for (size_t i = 0; i < n; i += 16) {
      floats value = NAME(load)(rows + i) - mean;
      squares += value * value;
    }
    float factor = 1 / __builtin_sqrtf(NAME(sum)(squares) / n + epsilon);
    for (size_t i = 0; i < n; i += 16) {
      floats value = (NAME(load)(rows + i) - mean) * factor;
      NAME(store)(rows + i, value * NAME(load)(weight + i) + NAME(load)(bias + i));
    }
  }
}

TARGET static void NAME(to_bytes)(
  const float *rows, uint8_t *bytes, float *scales, int32_t *zeros, float *left, size_t count,
  size_t n
) {
  for (size_t row = 0; row < count; row++, rows += n, bytes += n) {
    floats low = {}, high = {};
    for (size_t i = 0; i < n; i += 16) {
      floats value = NAME(load)(rows + i);
      low = NAME(smaller)(value, low);
      high = NAME(larger)(value, high);
    }
    float least = 0, most = 0;
    for (int i = 0; i < 16; i++) {
      least = low[i] < least ? low[i] : least;
      most = high[i] > most ? high[i] : most;
    }
    float scale = (most - least) / 255, factor = scale > 0 ? 1 / scale : 0;
    int32_t zero = (int32_t)(-least * factor + 0.5f);
    scales[row] = scale;
    zeros[row] = zero;
    for (size_t i = 0; i < n; i += 16) {
      // All are at least 0 but for rounding, so that cutting off rounds.
      floats value = NAME(load)(rows + i) * factor + ((float)zero + 0.5f);
      value = NAME(smaller)(NAME(larger)(value, (floats){}), (floats){} + 255.0f);
      ints whole = __builtin_convertvector(value, ints);
      bytes16 packed = __builtin_convertvector(whole, bytes16);
      __builtin_memcpy(bytes + i, &packed, 16);
      if (!left) continue;
      value = __builtin_convertvector(whole - zero, floats) * scale;
      NAME(store)(left + row * n + i, NAME(load)(rows + i) - value);
    }
  }
}

TARGET static void NAME(from_products)(
  int32_t *products, const float *scales, const int32_t *zeros, const float *columns,
  const int32_t *sums, size_t count, size_t n
) {
  for (size_t row = 0; row < count; row++, products += n) {
    for (size_t i = 0; i < n; i += 16) {
      ints product, sum;
      __builtin_memcpy(&product, products + i, sizeof product);
      __builtin_memcpy(&sum, sums + i, sizeof sum);
      floats value = __builtin_convertvector(product - zeros[row] * sum, floats);
      NAME(store)((float *)(void *)(products + i), value * scales[row] * NAME(load)(columns + i));
    }
  }
}

TARGET static void NAME(pack_weights)(
  const float *weights, int8_t *bytes, float *scales, int32_t *sums, float *left, size_t n, size_t k
) {
  for (size_t row = 0; row < n; row++, weights += k, bytes += k) {
    floats most = {};
    for (size_t i = 0; i < k; i += 16) {
      floats size = (floats)((ints)NAME(load)(weights + i) & 0x7FFFFFFF);
      most = NAME(larger)(size, most);
    }
    float largest = 0;
    for (int i = 0; i < 16; i++) largest = most[i] > largest ? most[i] : largest;
    float factor = largest > 0 ? 127 / largest : 0;
    ints total = {};
    for (size_t i = 0; i < k; i += 16) {
      floats value = NAME(load)(weights + i) * factor;
      value += NAME(select)(value < 0, (floats){} - 0.5f, (floats){} + 0.5f);
      ints rounded = __builtin_convertvector(value, ints);
      total += rounded;
      chars16 packed = __builtin_convertvector(rounded, chars16);
      __builtin_memcpy(bytes + i, &packed, 16);
      if (!left) continue;
      value = __builtin_convertvector(rounded, floats) * (largest / 127);
      NAME(store)(left + row * k + i, NAME(load)(weights + i) - value);
    }
    int32_t sum = 0;
    for (int i = 0; i < 16; i++) sum += total[i];
    scales[row] = largest / 127;
    sums[row] = sum;
  }
}

/// The product of `rows` × `depth` numbers, `stride` apart, with `depth` rows of `columns` numbers, a
/// multiple of 32. ROWS × WIDTH sums at a time, so that all are in registers.
TARGET static void NAME(multiply)(
  const float *left, size_t stride, const float *right, float *result, size_t resultStride,
  size_t rows, size_t columns, size_t depth
) {
  for (size_t row = 0; row < rows; row += ROWS) {
    // Rows beyond the last are the last once more.
    const float *lines[ROWS];
    float *results[ROWS];
    for (size_t r = 0; r < ROWS; r++) {
      size_t number = row + r < rows ? row + r : rows - 1;
      lines[r] = left + number * stride;
      results[r] = result + number * resultStride;
    }
    for (size_t column = 0; column < columns; column += 16 * WIDTH) {
      floats sums[ROWS][WIDTH] = {};
      const float *from = right + column;
      for (size_t i = 0; i < depth; i++, from += columns) {
        floats values[WIDTH];
        for (int w = 0; w < WIDTH; w++) values[w] = NAME(load)(from + 16 * w);
        for (int r = 0; r < ROWS; r++)
          for (int w = 0; w < WIDTH; w++) sums[r][w] += lines[r][i] * values[w];
      }
      for (int r = 0; r < ROWS; r++)
        for (int w = 0; w < WIDTH; w++) NAME(store)(results[r] + column + 16 * w, sums[r][w]);
    }
  }
}

TARGET static void NAME(softmax)(float *row, size_t count, size_t padded, float factor) {
  for (size_t i = count; i < padded; i++) row[i] = -__builtin_inff();
  floats highest = NAME(load)(row), total = {};
  for (size_t i = 16; i < padded; i += 16) {
    floats value = NAME(load)(row + i);
    highest = NAME(larger)(value, highest);
  }
  float most = highest[0];
  for (int i = 1; i < 16; i++) most = highest[i] > most ? highest[i] : most;
  for (size_t i = 0; i < padded; i += 16) {
    floats value = NAME(power)((NAME(load)(row + i) - most) * factor);
    NAME(store)(row + i, value);
    total += value;
  }
  for (size_t i = count; i < padded; i++) row[i] = 0;
  float inverse = 1 / NAME(sum)(total);
  for (size_t i = 0; i < padded; i += 16) NAME(store)(row + i, NAME(load)(row + i) * inverse);
}

TARGET static void NAME(attend)(
  const float *query, const float *key, const float *value, size_t stride, float *out,
  size_t outStride, size_t count, size_t width, float *scratch
) {
  size_t columns = (count + 31) / 32 * 32, wide = (width + 31) / 32 * 32;
  float *keys = scratch, *values = keys + width * columns, *scores = values + count * wide;
  float *result = scores + count * columns;
  // By 16 keys at a time, so that neither what is read nor what is written is far apart.
  for (size_t row = 0; row < columns; row += 16) {
    size_t left = row < count ? count - row : 0, rows = left < 16 ? left : 16;
    for (size_t i = 0; i < width; i++) {
      float *to = keys + i * columns + row;
      const float *from = key + row * stride + i;
      for (size_t r = 0; r < rows; r++) to[r] = from[r * stride];
      for (size_t r = rows; r < 16; r++) to[r] = 0;
    }
  }
  for (size_t row = 0; row < count; row++) {
    __builtin_memcpy(values + row * wide, value + row * stride, width * sizeof(float));
    for (size_t i = width; i < wide; i++) values[row * wide + i] = 0;
  }
  NAME(multiply)(query, stride, keys, scores, columns, count, columns, width);
  float factor = 1.44269504f / __builtin_sqrtf((float)width);
  for (size_t row = 0; row < count; row++)
    NAME(softmax)(scores + row * columns, count, columns, factor);
  NAME(multiply)(scores, columns, values, result, wide, count, wide, count);
  for (size_t row = 0; row < count; row++)
    __builtin_memcpy(out + row * outStride, result + row * wide, width * sizeof(float));
}

/// Half floats have 5 bits of exponent: as the upper bits of a float they are 2^112 too small.
INLINE floats NAME(halves)(const uint16_t *from) {
  shorts16 half;
  __builtin_memcpy(&half, from, sizeof half);
  ints bits = __builtin_convertvector(half, ints);
  floats size = (floats)((bits & 0x7FFF) << 13) * 0x1p112f;
  return (floats)((ints)size | ((bits & 0x8000) << 16));
}

TARGET static float NAME(dot_half)(const uint16_t *a, const float *b, size_t count) {
  floats total = {};
  size_t i = 0;
  for (; i + 16 <= count; i += 16) total += NAME(halves)(a + i) * NAME(load)(b + i);
  float rest = 0;
  if (i < count) {
    uint16_t last[16] = {0};
    float other[16] = {0};
    __builtin_memcpy(last, a + i, (count - i) * 2);
    __builtin_memcpy(other, b + i, (count - i) * 4);
    rest = NAME(sum)(NAME(halves)(last) * NAME(load)(other));
  }
  return NAME(sum)(total) + rest;
}

TARGET static void NAME(scan)(
  const uint8_t *rows, const float *scales, size_t count, size_t stride, const int8_t *query,
  uint32_t first, vectors_best *best
) {
  int32_t shift = 0;
  for (size_t i = 0; i < stride; i++) shift += query[i];
  shift *= 128;
  for (size_t row = 0; row < count; row++, rows += stride) {
    float scale = scales[row];
    float score = scale * (float)(NAME(dot_bytes)(rows, query, stride) - shift);
    if (score > best->threshold && scale != 0) note(best, score, first + (uint32_t)row);
  }
}

static const struct kernels NAME(kernels) = {
  NAME(add), NAME(gelus), NAME(normalize), NAME(to_bytes), NAME(from_products),
  NAME(pack_weights), NAME(attend), NAME(dot_half), NAME(scan)};

#undef INLINE
