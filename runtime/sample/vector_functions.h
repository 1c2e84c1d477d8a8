/* Elementary functions over vectors: the one text behind portable.c and behind the kernels of all widths.
 *
 * To be included after one of the vector_*.h. Every step is one operation with one rounding, in an order that is written here and not left to the
 * compiler (-ffp-contract=off), so the bits are the same for every width, compiler and processor. Polynomials were fitted by Remez' exchange at 250 bits.
 */
#ifndef SCE_SAMPLE_VECTOR_FUNCTIONS_H
#define SCE_SAMPLE_VECTOR_FUNCTIONS_H

#define LN2_HIGH 0x1.62e42fefa3800p-1         /* 42 bits: times a whole number of 11 bits it is exact */
#define LN2_LOW 0x1.ef35793c76730p-45
#define SMALLEST_NORMAL 0x1p-1022
#define LARGEST 0x1.fffffffffffffp1023

/* Coefficients from the constant one on; a loop over a constant count is unrolled. */
SCE_INLINE Vec polynomial(Vec x, const double *coefficients, int count) {
  Vec sum = vec_all(coefficients[count - 1]);
  for (int k = count - 2; k >= 0; k--) sum = vec_fma(sum, x, vec_all(coefficients[k]));
  return sum;
}

/* --- exp ---------------------------------------------------------------------------------------------------------------------------------------- */

/* e^(x + low) = result * 2^n, |x| <= 800 and low below an ulp or so of x; the result is between 0.7 and 1.5 and off by less than 0.6 ulp.
 * x + low = n ln 2 + r + rest, and e^r = 1 + r + r^2 q(r). */
SCE_INLINE Vec exp_parts(Vec x, Vec low, Vec *n) {
  static const double q[] = {0.5, 0x1.555555555555bp-3, 0x1.5555555555503p-5, 0x1.111111110ec60p-7, 0x1.6c16c16c30472p-10, 0x1.a01a01b37d7e9p-13,
                             0x1.a01a013693534p-16, 0x1.71ddf0225cf2dp-19, 0x1.27e5b442fbccap-22, 0x1.af6be58018f82p-26, 0x1.1e3d2d805be8ep-29};
  const Vec magic = vec_all(0x1.8p52), one = vec_all(1);
  *n = vec_sub(vec_fma(x, vec_all(0x1.71547652b82fep+0), magic), magic);
  Vec high = vec_nfma(*n, vec_all(LN2_HIGH), x);
  low = vec_nfma(*n, vec_all(LN2_LOW), low);
  Vec r = vec_add(high, low), rest = vec_add(vec_sub(high, r), low);
  Vec tail = vec_fma(vec_mul(r, r), polynomial(r, q, 11), rest);
  Vec sum = vec_add(one, r);
  return vec_add(sum, vec_add(vec_add(vec_sub(one, sum), r), tail));
}

SCE_INLINE Vec vec_exp(Vec x) {
  Vec n, bounded = vec_max(vec_all(-800), vec_min(vec_all(800), x));
  Vec p = exp_parts(bounded, vec_all(0), &n);
  return vec_scale(p, n);
}

/* --- logarithms --------------------------------------------------------------------------------------------------------------------------------- */

SCE_INLINE Mask is_ordinary(Vec x) { return mask_and(vec_less_equal(vec_all(SMALLEST_NORMAL), x), vec_less_equal(x, vec_all(LARGEST))); }

/* x = m * 2^e with m from sqrt(1/2) to sqrt(2). Of what is no positive finite number it makes some finite m and e. */
SCE_INLINE Vec log_split(Vec x, Vec *e) {
  const Bits one = bits_all(UINT64_C(0x3FF0000000000000)), upper = bits_all(UINT64_C(0xFFF0000000000000));
  Vec bias = vec_all(0x1p52 + 1023);
  Mask small = vec_less(x, vec_all(SMALLEST_NORMAL));
  if (mask_any(small)) {
    x = vec_pick(small, vec_mul(x, vec_all(0x1p54)), x);
    bias = vec_pick(small, vec_all(0x1p52 + 1023 + 54), bias);
  }
  Bits pattern = bits_of(x), moved = bits_add(pattern, bits_all(UINT64_C(0x3FF0000000000000) - UINT64_C(0x3FE6A09E667F3BCD)));
  *e = vec_sub(bits_vec(bits_or(bits_right(moved, 52), bits_all(UINT64_C(0x4330000000000000)))), bias);
  return bits_vec(bits_add(bits_sub(pattern, bits_and(moved, upper)), one));
}

/* What a logarithm of x is where x is no positive finite number, else y. */
SCE_INLINE Vec log_rule(Vec x, Vec y) {
  if (!mask_any(mask_not(is_ordinary(x)))) return y;
  y = vec_pick(vec_less_equal(x, vec_all(LARGEST)), y, x);
  y = vec_pick(vec_equal(x, vec_all(0)), vec_all(-INFINITY), y);
  return vec_pick(vec_less(x, vec_all(0)), vec_all(NAN), y);
}

/* ln(1 + f) = f - (f^2 / 2 - s (f^2 / 2 + R)) with s = f / (2 + f) and R = s^2 (2/3 + 2/5 s^2 + …); f is exact, and so is its sum with the exponent's part. */
SCE_INLINE Vec vec_ln(Vec x) {
  static const double series[] = {0x1.5555555555558p-1, 0x1.99999999952d7p-2, 0x1.2492492df281ap-2, 0x1.c71c62e3f11e6p-3,
                                  0x1.7462b51cb66b1p-3, 0x1.39fe51a7c18f9p-3, 0x1.2b5900de53b32p-3};
  Vec e, m = log_split(x, &e), f = vec_sub(m, vec_all(1));
  Vec s = vec_div(f, vec_add(m, vec_all(1))), z = vec_mul(s, s);
  Vec half = vec_mul(vec_mul(f, vec_all(0.5)), f);
  Vec r = vec_fma(z, polynomial(z, series, 7), half);
  Vec whole = vec_mul(e, vec_all(LN2_HIGH)), sum = vec_add(whole, f), rest = vec_add(vec_sub(whole, sum), f);
  Vec tail = vec_sub(half, vec_fma(s, r, vec_mul(e, vec_all(LN2_LOW))));
  return log_rule(x, vec_add(sum, vec_sub(rest, tail)));
}

/* ln(x) without e ln 2, as result + *low, to some 68 bits: 2 s + s^3 (2/3 + s^2 (2/5 + s^2 w)) with the first two terms in twice the precision. */
SCE_INLINE Vec log_double(Vec x, Vec *e, Vec *low) {
  static const double w[] = {0x1.2492492492492p-2, 0x1.c71c71c71c822p-3, 0x1.745d1745a3ef0p-3, 0x1.3b13b16b4b833p-3,
                             0x1.1110f80547523p-3, 0x1.e1effabc4b093p-4, 0x1.acf8448fda674p-4, 0x1.b2e0d3d38f395p-4};
  const Vec one = vec_all(1), third = vec_all(0x1.5555555555555p-1), fifth = vec_all(0x1.999999999999ap-2);
  Vec m = log_split(x, e), f = vec_sub(m, one);
  Vec t = vec_add(m, one), t_low = vec_sub(m, vec_sub(t, one)), inverse = vec_div(one, t);
  Vec s = vec_mul(f, inverse), s_low = vec_mul(vec_nfma(s, t_low, vec_nfma(s, t, f)), inverse);
  Vec z = vec_mul(s, s), z_low = vec_fma(vec_add(s, s), s_low, vec_fma(s, s, vec_neg(z)));
  Vec part = vec_mul(z, polynomial(z, w, 8));
  Vec h = vec_add(fifth, part), h_low = vec_add(vec_add(vec_sub(fifth, h), part), vec_all(-0x1.999999999999ap-56));
  Vec u = vec_mul(z, h), u_low = vec_fma(z, h_low, vec_fma(z_low, h, vec_fma(z, h, vec_neg(u))));
  Vec r = vec_add(third, u), r_low = vec_add(vec_add(vec_sub(third, r), u), vec_add(u_low, vec_all(0x1.5555555555555p-55)));
  Vec k = vec_mul(z, r), k_low = vec_fma(z, r_low, vec_fma(z_low, r, vec_fma(z, r, vec_neg(k))));
  Vec v = vec_mul(s, k), v_low = vec_fma(s, k_low, vec_fma(s_low, k, vec_fma(s, k, vec_neg(v))));
  Vec twice = vec_add(s, s), sum = vec_add(twice, v);
  *low = vec_add(vec_add(vec_sub(twice, sum), v), vec_add(vec_add(s_low, s_low), v_low));
  return sum;
}

/* A logarithm to another base: e * (unit + unit_low) + ln(m) * (factor + factor_low). */
SCE_INLINE Vec log_based(Vec x, double unit, double unit_low, double factor, double factor_low) {
  Vec e, low, high = log_double(x, &e, &low);
  Vec p = vec_mul(high, vec_all(factor));
  Vec p_low = vec_fma(low, vec_all(factor), vec_fma(high, vec_all(factor_low), vec_fma(high, vec_all(factor), vec_neg(p))));
  Vec whole = vec_mul(e, vec_all(unit)), sum = vec_add(whole, p), rest = vec_add(vec_sub(whole, sum), p);
  return log_rule(x, vec_add(sum, vec_add(rest, vec_fma(e, vec_all(unit_low), p_low))));
}

SCE_INLINE Vec vec_log2(Vec x) { return log_based(x, 1, 0, 0x1.71547652b82fep+0, 0x1.777d0ffda0d24p-56); }
SCE_INLINE Vec vec_log10(Vec x) { return log_based(x, 0x1.34413509f7800p-2, 0x1.fef311f12b358p-46, 0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57); }

/* --- power -------------------------------------------------------------------------------------------------------------------------------------- */

/* What differs from |x|^y where x is negative, or a zero of either sign. */
SCE_INLINE Vec power_rule(Vec x, Vec y, Vec power) {
  const Vec zero = vec_all(0);
  Mask whole = vec_equal(vec_floor(y), y);
  Vec half = vec_mul(y, vec_all(0.5));
  Mask odd = mask_and(whole, mask_not(vec_equal(vec_floor(half), half)));
  Vec of_zero = vec_pick(vec_less(zero, y), zero, vec_pick(vec_less(y, zero), vec_all(INFINITY), vec_all(1)));
  power = vec_pick(vec_equal(x, zero), of_zero, power);
  power = vec_pick(odd, vec_sign_of(power, x), power);
  return vec_pick(mask_and(vec_less(x, zero), mask_not(whole)), vec_all(NAN), power);
}

/* For finite x and y. */
SCE_INLINE Vec vec_power(Vec x, Vec y) {
  Vec e, m_low, m = log_double(vec_abs(x), &e, &m_low);
  Vec whole = vec_mul(e, vec_all(LN2_HIGH)), high = vec_add(whole, m);
  Vec low = vec_add(vec_add(vec_sub(whole, high), m), vec_fma(e, vec_all(LN2_LOW), m_low));
  Vec p = vec_mul(y, high), p_low = vec_fma(y, low, vec_fma(y, high, vec_neg(p)));
  p_low = vec_pick(vec_less_equal(vec_abs(p), vec_all(800)), p_low, vec_all(0));
  Vec n, scaled = exp_parts(vec_max(vec_all(-800), vec_min(vec_all(800), p)), p_low, &n);
  Vec power = vec_scale(scaled, n);
  return mask_any(mask_not(vec_less(vec_all(0), x))) ? power_rule(x, y, power) : power;
}

/* --- the normal distribution -------------------------------------------------------------------------------------------------------------------- */

/* For a = |z|: the share beyond a is e^(-a^2 / 2) P(t) / (a + 5) with t = (a - 5) / (a + 5), one polynomial for all a up to 39. */
SCE_INLINE Vec vec_normal_cdf(Vec z) {
  static const double p[] = {0x1.89d3abe1f95aep-1, -0x1.54ad03f27ca17p-1, 0x1.fb31653876f8fp-2, -0x1.410ed5f875a7ap-2, 0x1.51f6329f0187bp-3, -0x1.1b1c254c9a2e6p-4,
                             0x1.54b4d4f4b669dp-6, -0x1.88590eaafa38ap-9, -0x1.a25037c87b0ecp-11, 0x1.1daf1d4d75665p-11, -0x1.f21467ad6278dp-15, -0x1.a170d475ef56ep-15,
                             0x1.17dd44798bf8cp-16, 0x1.0b2760d8b1777p-18, -0x1.73af4afacfcbap-19, -0x1.697020b9644f5p-22, 0x1.d114e6bba97a0p-22, 0x1.6b23b1c1c1515p-25,
                             -0x1.1b383be38249ep-24, -0x1.4002f2e969bbcp-27, 0x1.074d17a738a60p-27, 0x1.e1dfd082669c9p-30, -0x1.5d26340ff95b4p-33};
  const Vec five = vec_all(5), half = vec_all(-0.5);
  Vec a = vec_min(vec_all(39), vec_abs(z)), inverse = vec_div(vec_all(1), vec_add(a, five)), t = vec_mul(vec_sub(a, five), inverse);
  Vec ratio = vec_mul(polynomial(t, p, 23), inverse);
  Vec square = vec_mul(a, a), low = vec_fma(a, a, vec_neg(square)), n;
  Vec e = exp_parts(vec_mul(square, half), vec_mul(low, half), &n);
  Vec beyond = vec_scale(vec_mul(e, ratio), n);
  return vec_pick(vec_less(vec_all(0), z), vec_sub(vec_all(1), beyond), beyond);
}

/* Wichura's AS 241 (PPND16): three rational functions, one for the middle and two for the tails. */
SCE_INLINE Mask is_middle(Vec u) { return vec_less_equal(vec_abs(vec_sub(u, vec_all(0.5))), vec_all(0.425)); }

SCE_INLINE Vec quantile_middle(Vec u) {
  static const double above[] = {3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
                                 4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3};
  static const double below[] = {1, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
                                 2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4, 5.2264952788528545610e+3};
  Vec q = vec_sub(u, vec_all(0.5)), r = vec_nfma(q, q, vec_all(0.180625));
  return vec_div(vec_mul(q, polynomial(r, above, 8)), polynomial(r, below, 8));
}

SCE_INLINE Vec quantile_tail(Vec u) {
  static const double above[] = {1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
                                 1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4};
  static const double below[] = {1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
                                 1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9};
  static const double far_above[] = {6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
                                     2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7};
  static const double far_below[] = {1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
                                     7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15};
  Vec q = vec_sub(u, vec_all(0.5));
  Vec root = vec_sqrt(vec_neg(vec_ln(vec_pick(vec_less(q, vec_all(0)), u, vec_sub(vec_all(1), u)))));
  Vec r = vec_sub(root, vec_all(1.6));
  Vec z = vec_div(polynomial(r, above, 8), polynomial(r, below, 8));
  Mask far = vec_less(vec_all(5), root);
  if (mask_any(far)) {
    r = vec_sub(root, vec_all(5));
    z = vec_pick(far, vec_div(polynomial(r, far_above, 8), polynomial(r, far_below, 8)), z);
  }
  return vec_sign_of(z, q);
}

/* Half away from zero. */
SCE_INLINE Vec vec_round(Vec x) {
  Vec whole = vec_trunc(x);
  return vec_pick(vec_less_equal(vec_all(0.5), vec_abs(vec_sub(x, whole))), vec_add(whole, vec_sign_of(vec_all(1), x)), whole);
}

#endif
