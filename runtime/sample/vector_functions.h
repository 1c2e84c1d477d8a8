/* Elementary functions over vectors: the one text behind portable.c and behind the kernels of all widths.
 *
 * To be included after one of the vector_*.h. Every step is one operation with one rounding, in an order that is written here and not left to the
 * compiler (-ffp-contract=off), so the bits are the same for every width, compiler and processor. Polynomials were fitted by Remez' exchange at 250 bits.
 */
#ifndef SCE_SAMPLE_VECTOR_FUNCTIONS_H
#define SCE_SAMPLE_VECTOR_FUNCTIONS_H

#define LN2_HIGH 0x1.62e42fefa3800p-1         /* 42 bits: times a whole number of 11 bits it is exact */
#define LN2_LOW 0x1.ef35793c76730p-45
#define LN2_LOW_SHORT 0x1.ef35793c76400p-45       /* 43 bits of it */
#define SMALLEST_NORMAL 0x1p-1022
#define LARGEST 0x1.fffffffffffffp1023

/* Coefficients from the constant one on, at least 2. Two sums, of the even and of the odd powers, so that one does not wait for the other. */
SCE_INLINE Vec polynomial(Vec x, const double *coefficients, int count) {
  Vec square = vec_mul(x, x), last = vec_all(coefficients[count - 1]), other = vec_all(coefficients[count - 2]);
  for (int k = count - 3; k >= 0; k--) {
    Vec sum = vec_fma(last, square, vec_all(coefficients[k]));
    last = other, other = sum;
  }
  return vec_fma(last, x, other);
}

/* --- exp ---------------------------------------------------------------------------------------------------------------------------------------- */

static const double exp_series[] = {0x1.0000000000005p-1, 0x1.555555548f27fp-3, 0x1.555555545e0a1p-5, 0x1.11123af83615dp-7, 0x1.6c185e753b39bp-10};
/* Patterns of 2^(i/16) less i * 2^48, and what these lack, relative. */
static const uint64_t exp_high[16] = {
  0x3ff0000000000000, 0x3fefb5586cf9890f, 0x3fef72b83c7d517b, 0x3fef387a6e756238, 0x3fef06fe0a31b715, 0x3feedea64c123422, 0x3feebfdad5362a27, 0x3feeab07dd485429,
  0x3feea09e667f3bcd, 0x3feea11473eb0187, 0x3feeace5422aa0db, 0x3feec49182a3f090, 0x3feee89f995ad3ad, 0x3fef199bdd85529c, 0x3fef5818dcfba487, 0x3fefa4afa2a490da,
};
static const double exp_low[16] = {
  0, 0x1.79aa65d837b6cp-54, -0x1.01b15eaa59348p-55, 0x1.68efde3a8a893p-54, 0x1.34d754db0abb6p-55, 0x1.59f48a72a4c6cp-55, 0x1.690cebb7aafb0p-56, 0x1.063e1e21c5409p-54,
  -0x1.3b3efbf5e2229p-54, -0x1.b32dcb94da51dp-56, 0x1.db72fc1f0eab4p-55, 0x1.1affc2b91ce27p-56, 0x1.c1a7792cb3386p-55, 0x1.36eae30af0cb3p-56, 0x1.4a385a63d07a7p-56, -0x1.ff7128fd391f1p-55,
};

/* e^(x + low) = 2^(k / 16) (1 + result) for |x| <= 800 and low below an ulp or so of x; k stands in the lower bits of *place. */
SCE_INLINE Vec exp_rest(Vec x, Vec low, Bits *place) {
  const Vec magic = vec_all(0x1.8p52);
  Vec moved = vec_fma(x, vec_all(0x1.71547652b82fep+4), magic), k = vec_sub(moved, magic);
  *place = bits_of(moved);
  Vec r = vec_nfma(k, vec_all(0x1.cf79abc9e3b3ap-44), vec_add(vec_nfma(k, vec_all(0x1.62e42fefa0000p-5), x), low));
  return vec_add(r, vec_fma(vec_mul(r, r), polynomial(r, exp_series, 5), vec_lookup(exp_low, *place)));
}

/* e^(x + low) for |x| <= 708, off by less than 0.7 ulp. */
SCE_INLINE Vec exp_near(Vec x, Vec low) {
  Bits place;
  Vec rest = exp_rest(x, low, &place), power = bits_vec(bits_add(bits_lookup(exp_high, place), bits_left(place, 48)));
  return vec_fma(power, rest, power);
}

/* The same for any x, divided by 2^*n. */
SCE_INLINE Vec exp_far(Vec x, Vec low, Vec *n) {
  Bits place;
  Vec bounded = vec_max(vec_all(-800), vec_min(vec_all(800), x)), rest = exp_rest(bounded, low, &place);
  Vec power = bits_vec(bits_add(bits_lookup(exp_high, place), bits_left(bits_and(place, bits_all(15)), 48)));
  *n = vec_floor(vec_mul(vec_sub(bits_vec(place), vec_all(0x1.8p52)), vec_all(0x1p-4)));
  return vec_fma(power, rest, power);
}

SCE_INLINE bool all_within(Vec x, double bound) { return !mask_any(mask_not(vec_less_equal(vec_abs(x), vec_all(bound)))); }

/* e^(x + low) * factor, rounded as if the exponent had no bounds; a factor that is not 1 is between 0.01 and 1. */
SCE_INLINE Vec exp_times(Vec x, Vec low, Vec factor) {
  if (all_within(x, 690)) return vec_mul(exp_near(x, low), factor);
  Vec n, scaled = exp_far(x, low, &n);
  return vec_scale(vec_mul(scaled, factor), n);
}

SCE_INLINE Vec vec_exp(Vec x) {
  if (all_within(x, 708)) return exp_near(x, vec_all(0));
  Vec n, scaled = exp_far(x, vec_all(0), &n);
  return vec_scale(scaled, n);
}

/* --- logarithms --------------------------------------------------------------------------------------------------------------------------------- */

static const double ln_series[] = {-0.5, 0x1.55555555554a4p-2, -0x1.ffffffffffacdp-3, 0x1.9999999c8c15bp-3, -0x1.5555555b506dfp-3,
                                   0x1.249229fc08834p-3, -0x1.ffffa746cb046p-4, 0x1.c820068d0acccp-4, -0x1.9ab9b5d8325f9p-4};
/* For each sixteenth of a binade, from 0.698 on: a factor of few bits that brings it near 1, and minus its logarithm less 1023 ln 2 in two parts, the
 * first of 43 bits behind the point. The piece around 1 has the factor 1. */
static const double ln_factor[16] = {
  0x1.67p+0, 0x1.58p+0, 0x1.4ap+0, 0x1.3dp+0, 0x1.31p+0, 0x1.26p+0, 0x1.1cp+0, 0x1.13p+0, 0x1.08p+0, 1, 0x1.e8p-1, 0x1.ccp-1, 0x1.b2p-1, 0x1.9ep-1, 0x1.8ap-1, 0x1.78p-1,
};
static const double ln_high[16] = {
  -0x1.62b6bf390980cp+9, -0x1.62b148a91d596p+9, -0x1.62abf72ed100cp+9, -0x1.62a6d2354626dp+9, -0x1.62a1e1b0ea09dp+9, -0x1.629d2e0e7cc68p+9, -0x1.6298c01a44bc9p+9, -0x1.6294a0debf1c3p+9,
  -0x1.628f673709662p+9, -0x1.628b76e3a7972p+9, -0x1.628551b9226f3p+9, -0x1.627dc17f60c07p+9, -0x1.62764efdc2f57p+9, -0x1.6270450b503b5p+9, -0x1.6269ee88d8d46p+9, -0x1.6263f23eb930cp+9,
};
static const double ln_low[16] = {
  -0x1.eeb5df6841638p-35, -0x1.ee5fbf63c045cp-35, -0x1.eec1c73a769c8p-35, -0x1.ef13f2c6c7197p-35, -0x1.ee8eb9cc2558bp-35, -0x1.ef33ae6e87690p-35, -0x1.ee64c70685b3cp-35, -0x1.ee5a63a6026fbp-35,
  -0x1.ef1fac78191a9p-35, -0x1.eeb9abde27227p-35, -0x1.eeec9f09c7d6cp-35, -0x1.eee0ccde7f114p-35, -0x1.ee60dc3a917c8p-35, -0x1.eed5e16b75cf5p-35, -0x1.ee5d49b1ce2ecp-35, -0x1.ee893534bb14fp-35,
};
#define LN_START UINT64_C(0x3FE6555500000000)       /* 0.6979 */
#define ROOT_START UINT64_C(0x3FE6A09E667F3BCD)     /* sqrt(1/2) */

SCE_INLINE bool all_ordinary(Vec x) { return !mask_any(mask_not(is_ordinary(x))); }

/* x = m * 2^(e - 1023) with m from the number with the pattern `start` to its double; *moved has the place of m in that range in its 52 lower bits. */
SCE_INLINE Vec log_split(Vec x, uint64_t start, Vec *e, Bits *moved) {
  *moved = bits_add(bits_of(x), bits_all(UINT64_C(0x3FF0000000000000) - start));
  *e = bits_number(bits_right(*moved, 52));
  return bits_vec(bits_add(bits_and(*moved, bits_all(UINT64_C(0x000FFFFFFFFFFFFF))), bits_all(start)));
}

/* Numbers below the smallest normal one are taken times 2^54, and *lift is 54. */
SCE_INLINE Vec log_lift(Vec x, Vec *lift) {
  Mask small = vec_less(x, vec_all(SMALLEST_NORMAL));
  *lift = vec_pick(small, vec_all(54), vec_all(0));
  return vec_pick(small, vec_mul(x, vec_all(0x1p54)), x);
}

/* What a logarithm of x is where x is no positive finite number, else y. */
SCE_INLINE Vec log_rule(Vec x, Vec y) {
  y = vec_pick(vec_less_equal(x, vec_all(LARGEST)), y, x);
  y = vec_pick(vec_equal(x, vec_all(0)), vec_all(-INFINITY), y);
  return vec_pick(vec_less(x, vec_all(0)), vec_all(NAN), y);
}

/* ln x = (e - 1023 - lift) ln 2 - ln factor + ln(1 + r) with 1 + r = m * factor. The tables have 1023 ln 2 taken off, without a rounding where the factor is 1. */
SCE_INLINE Vec ln_near(Vec x, Vec lift) {
  Bits moved;
  Vec e, m = log_split(x, LN_START, &e, &moved);
  Bits piece = bits_right(moved, 48);
  e = vec_sub(e, lift);
  Vec r = vec_fma(m, vec_lookup(ln_factor, piece), vec_all(-1));
  Vec whole = vec_fma(e, vec_all(LN2_HIGH), vec_lookup(ln_high, piece)), low = vec_fma(e, vec_all(LN2_LOW_SHORT), vec_lookup(ln_low, piece));
  Vec sum = vec_add(whole, r), rest = vec_add(vec_add(vec_sub(whole, sum), r), low);
  return vec_add(sum, vec_fma(vec_mul(r, r), polynomial(r, ln_series, 9), rest));
}

SCE_INLINE Vec ln_far(Vec x) {
  Vec lift, lifted = log_lift(x, &lift);
  return log_rule(x, ln_near(lifted, lift));
}

SCE_INLINE Vec vec_ln(Vec x) { return all_ordinary(x) ? ln_near(x, vec_all(0)) : ln_far(x); }

/* ln(x) without e ln 2, as result + *low, to some 68 bits: 2 s + s^3 (2/3 + s^2 (2/5 + s^2 w)) with the first two terms in twice the precision. */
SCE_INLINE Vec log_double(Vec x, Vec *e, Vec *low) {
  static const double w[] = {0x1.2492492492492p-2, 0x1.c71c71c71c822p-3, 0x1.745d1745a3ef0p-3, 0x1.3b13b16b4b833p-3,
                             0x1.1110f80547523p-3, 0x1.e1effabc4b093p-4, 0x1.acf8448fda674p-4, 0x1.b2e0d3d38f395p-4};
  const Vec one = vec_all(1), third = vec_all(0x1.5555555555555p-1), fifth = vec_all(0x1.999999999999ap-2);
  Bits moved;
  Vec lift, lifted = log_lift(x, &lift), m = log_split(lifted, ROOT_START, e, &moved), f = vec_sub(m, one);
  *e = vec_sub(vec_sub(*e, vec_all(1023)), lift);
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
  Vec y = vec_add(sum, vec_add(rest, vec_fma(e, vec_all(unit_low), p_low)));
  return all_ordinary(x) ? y : log_rule(x, y);
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
  Vec power = exp_times(p, p_low, vec_all(1));
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
  Vec square = vec_mul(a, a), low = vec_fma(a, a, vec_neg(square));
  Vec beyond = exp_times(vec_mul(square, half), vec_mul(low, half), ratio);
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
