// Elementary functions in plain arithmetic for float, so that a loop over them is vectorised, and libm's for double.
//
// Each is written for round-to-nearest, and holds for NaN, infinities and denormals. Fusing a multiplication with an
// addition may be left to the compiler.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

#include "glia/plugin/variants.hpp"

namespace glia::plugin {

// A product kept apart, because it may be denormal while `value` is not: multiply by scale last, and round once.
template <class Real>
struct Scaled {
    Real value;  // of normal size
    Real scale;  // a power of two, or what else brings it to its own
};

// A number in more than its type's precision: hi + lo, with lo the rounding error of hi.
template <class Real>
struct Pair {
    Real hi;  // the nearest Real
    Real lo;  // what it lacks
};

// The next wider type.
template <class Real>
struct WiderType;
// Of float.
template <>
struct WiderType<float> {
    using type = double;  // two floats' product is exact in it
};
// Of double.
template <>
struct WiderType<double> {
    using type = long double;  // where that is wider
};
// The same without ::type.
template <class Real>
using Wider = typename WiderType<Real>::type;

// A number as two of a narrower type. For a finite value. lo is 0 where Real is double and value was one.
template <class Real>
GLIA_INLINE Pair<Real> split(Wider<Real> value) {
    const Real hi = static_cast<Real>(value);
    return {hi, static_cast<Real>(value - static_cast<Wider<Real>>(hi))};
}

// Functions of the C library, which the compiler makes one instruction of.
GLIA_INLINE float abs(float x) {
    return __builtin_fabsf(x);
}
GLIA_INLINE double abs(double x) {
    return __builtin_fabs(x);
}
GLIA_INLINE float sqrt(float x) {
    return __builtin_sqrtf(x);
}
GLIA_INLINE double sqrt(double x) {
    return __builtin_sqrt(x);
}
GLIA_INLINE float copysign(float magnitude, float sign) {
    return __builtin_copysignf(magnitude, sign);
}
GLIA_INLINE double copysign(double magnitude, double sign) {
    return __builtin_copysign(magnitude, sign);
}

// condition ? yes : no, without a branch for the compiler to see. Of several ?: whose conditions depend on each other
// GCC makes separate paths through all that lies between, and then computes every path for every element.
GLIA_INLINE float select(bool condition, float yes, float no) {
    const std::uint32_t mask = -static_cast<std::uint32_t>(condition);
    return std::bit_cast<float>((std::bit_cast<std::uint32_t>(yes) & mask) |
                                (std::bit_cast<std::uint32_t>(no) & ~mask));
}
GLIA_INLINE double select(bool condition, double yes, double no) {
    return condition ? yes : no;
}

// x, but not below low or not above high. These let NaN through.
template <class Real>
GLIA_INLINE Real at_least(Real x, Real low) {
    return select(x < low, low, x);
}
template <class Real>
GLIA_INLINE Real at_most(Real x, Real high) {
    return select(x > high, high, x);
}
template <class Real>
GLIA_INLINE Real clamp(Real x, Real low, Real high) {
    return at_most(at_least(x, low), high);
}

// exp(hi + lo) = 2^n * (1 + expm1_r), where hi + lo = n ln 2 + r and |r| <= ln 2 / 2.
struct ReducedExp {
    std::int32_t n;  // whole powers of two
    float expm1_r;   // exp(r) - 1
};

// Makes it. |hi| below 150 ln 2, or NaN.
GLIA_INLINE ReducedExp reduce_exp(float hi, float lo) {
    constexpr float log2_e = 0x1.715476p+0f;
    // Adding it leaves the nearest integer in the low bits of the mantissa.
    constexpr float round_to_integer = 0x1.8p+23f;
    // ln 2 in two parts (Cody and Waite): the first has 16 bits, so that n times it is exact.
    constexpr float ln2_hi = 0x1.62e4p-1f;
    constexpr float ln2_lo = 0x1.7f7d1cp-20f;
    const float shifted = hi * log2_e + round_to_integer;
    const float n = shifted - round_to_integer;
    const float r = ((hi - n * ln2_hi) - n * ln2_lo) + lo;
    // (expm1(r) - r) / r^2: minimax, relative error of expm1 below 2^-28.
    float p = 0x1.3ba878p-13f;
    p = p * r + 0x1.6d2e4ep-10f;
    p = p * r + 0x1.11559ep-7f;
    p = p * r + 0x1.555502p-5f;
    p = p * r + 0x1.55552cp-3f;
    p = p * r + 0.5f;
    return {std::bit_cast<std::int32_t>(shifted) - std::bit_cast<std::int32_t>(round_to_integer), (p * r) * r + r};
}

// 2^n for -126 <= n <= 127; anything for the n of a NaN.
GLIA_INLINE float power_of_two(std::int32_t n) {
    return std::bit_cast<float>((static_cast<std::uint32_t>(n) + 127u) << 23);
}

// exp(hi + lo) with |lo| <= ulp(hi). Both factors are normal for hi above -115; below it, the product times anything
// up to 1000 rounds to 0. Above 89 it is infinite.
GLIA_INLINE Scaled<float> scaled_exp(float hi, float lo = 0) {
    const ReducedExp e = reduce_exp(clamp(hi, -115.0f, 89.0f), lo);
    const std::int32_t half = e.n >> 1;
    return {(1 + e.expm1_r) * power_of_two(half), power_of_two(e.n - half)};
}
GLIA_INLINE Scaled<double> scaled_exp(double hi, double lo = 0) {
    // Far from 0 a part of the exponent is left to the second factor: the sum is exact, and both factors are normal
    // from -1220 to 1220. Above 710 the product is infinite.
    constexpr double far = 600;
    constexpr double left = 512;
    constexpr double exp_left = 0x1.9476504ba852ep+738;
    constexpr double exp_minus_left = 0x1.44109edb20931p-739;
    constexpr double largest = 1200;
    const bool is_low = hi < -far;
    const bool is_high = hi > far;
    const double e = std::exp(select(hi > largest, largest, hi) + select(is_low, left, select(is_high, -left, 0.0)));
    return {e + e * lo, select(is_low, exp_minus_left, select(is_high, exp_left, 1.0))};
}

// exp(x).
GLIA_INLINE float exp(float x) {
    const Scaled<float> e = scaled_exp(x);
    return e.value * e.scale;
}
GLIA_INLINE double exp(double x) {
    return std::exp(x);
}

// exp(hi + lo) - 1 for hi <= 1 and |lo| <= ulp(hi), as 2^n expm1(r) + (2^n - 1).
GLIA_INLINE float expm1_up_to_one(float hi, float lo) {
    const ReducedExp e = reduce_exp(at_least(hi, -30.0f), lo);  // -1 from there downwards
    const float scale = power_of_two(e.n);
    return scale * e.expm1_r + (scale - 1);
}
GLIA_INLINE double expm1_up_to_one(double hi, double lo) {
    const double near = std::expm1(hi);
    return near + lo * (1 + near);
}

// exp(x) - 1 for x <= 0.
GLIA_INLINE float expm1_of_negative(float x) {
    return expm1_up_to_one(x, 0);
}
GLIA_INLINE double expm1_of_negative(double x) {
    return std::expm1(x);
}

// log(1 + x) for 0 <= x <= 1.
GLIA_INLINE float log1p_of_fraction(float x) {
    // log1p(x) / x: minimax, relative error below 2^-27.
    float p = -0x1.af49cep-9f;
    p = p * x + 0x1.4917cep-6f;
    p = p * x + -0x1.d6b08cp-5f;
    p = p * x + 0x1.b4ae08p-4f;
    p = p * x + -0x1.3a435ep-3f;
    p = p * x + 0x1.934b54p-3f;
    p = p * x + -0x1.ff23e6p-3f;
    p = p * x + 0x1.554ddp-2f;
    p = p * x + -0x1.ffffd2p-2f;
    return (p * x) * x + x;
}
GLIA_INLINE double log1p_of_fraction(double x) {
    return std::log1p(x);
}

}  // namespace glia::plugin
