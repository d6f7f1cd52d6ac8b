// Arithmetic on vectors of 16 floats, compiled for each set of instructions: NAME(x) is the function's
// name in this set, TARGET what the compiler may use, WIDE whether that is 64 bytes at a time.

#define INLINE static inline __attribute__((always_inline)) TARGET

INLINE floats NAME(load)(const float *from) {
  floats value;
  __builtin_memcpy(&value, from, sizeof value);
  return value;
}

INLINE void NAME(store)(float *to, floats value) { __builtin_memcpy(to, &value, sizeof value); }

INLINE float NAME(sum)(floats value) {
#if WIDE
  return _mm512_reduce_add_ps(value);
#else
  float sums[16];
  NAME(store)(sums, value);
  for (int step = 8; step; step /= 2)
    for (int i = 0; i < step; i++) sums[i] += sums[i + step];
  return sums[0];
#endif
}

INLINE floats NAME(select)(ints condition, floats yes, floats no) {
  return (floats)((condition & (ints)yes) | (~condition & (ints)no));
}

INLINE floats NAME(larger)(floats a, floats b) {
#if WIDE
  return _mm512_max_ps(a, b);
#else
  return NAME(select)(a > b, a, b);
#endif
}

INLINE floats NAME(smaller)(floats a, floats b) {
#if WIDE
  return _mm512_min_ps(a, b);
#else
  return NAME(select)(a < b, a, b);
#endif
}

/// 2 to the x, within 2e-7 of itself; 0 far below zero.
INLINE floats NAME(power)(floats x) {
#if WIDE
  floats whole = _mm512_roundscale_ps(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
#else
  x = NAME(larger)(x, (floats){} - 126.0f);
  x = NAME(smaller)(x, (floats){} + 127.0f);
  const float magic = 12582912.0f;
  floats shifted = x + magic;
  floats whole = shifted - magic;
#endif
  floats rest = x - whole;
  floats sum = rest * 1.339086336e-3f + 9.676031918e-3f;
  sum = sum * rest + 5.550357114e-2f;
  sum = sum * rest + 2.402210749e-1f;
  sum = sum * rest + 6.93147188e-1f;
  sum = sum * rest + 1.000000075f;
#if WIDE
  return _mm512_scalef_ps(sum, whole);
#else
  ints power = (ints)shifted - (ints)((floats){} + magic);
  floats result = (floats)((ints)sum + (power << 23));
  return NAME(select)(x > -126.0f, result, (floats){});
#endif
}

/// 1 / x.
INLINE floats NAME(reciprocal)(floats x) {
#if WIDE
  // One step of Newton's brings 14 bits to 28.
  floats near = _mm512_rcp14_ps(x);
  return near * (2.0f - x * near);
#else
  return 1.0f / x;
#endif
}

/// x (1 + erf(x / √2)) / 2, with the erf of Abramowitz and Stegun 7.1.26: within 1.5e-7.
INLINE floats NAME(gelu)(floats x) {
  floats size = (floats)((ints)x & 0x7FFFFFFF) * 0.70710678f;
  floats t = NAME(reciprocal)(1.0f + 0.3275911f * size);
  floats sum = t * 1.061405429f - 1.453152027f;
  sum = sum * t + 1.421413741f;
  sum = sum * t - 0.284496736f;
  sum = sum * t + 0.254829592f;
  floats rest = sum * t * NAME(power)(size * size * -1.44269504f);
  // For x below zero x / 2 times the rest, above it x less that.
  floats small = x * 0.5f * rest;
  return NAME(select)(x < 0, small, x - small);
}
