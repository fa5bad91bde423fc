// The standard normal distribution: density and lower tail.
#pragma once

#include "glia/plugin/math.hpp"

namespace glia::plugin {

// Beyond it the tail is 0 in either precision, even when multiplied by x.
inline constexpr int normal_limit = 40;

// exp(-a^2 / 2) for |a| <= normal_limit. The square needs more than the type's precision: at the far end, rounding it
// would cost a hundred ulp.
template <class Real>
GLIA_INLINE Scaled<Real> gaussian(Real a) {
    const auto wide = static_cast<Wider<Real>>(a);
    const Pair<Real> exponent = split<Real>(wide * wide * Wider<Real>(-0.5));
    return scaled_exp(exponent.hi, exponent.lo);
}

// Phi(-a) for 0 <= a <= normal_limit, given gaussian(a).
GLIA_INLINE Scaled<float> normal_tail(float a, Scaled<float> gaussian_a) {
    constexpr float inverse_sqrt_two_pi = 0x1.988454p-2f;
    // (1/2 - Phi(-a)) / a in powers of a^2: minimax for a <= 1, relative error below 2^-25.
    const float square = a * a;
    float near = -0x1.a8afaep-17f;
    near = near * square + 0x1.08d988p-13f;
    near = near * square + -0x1.3a0164p-10f;
    near = near * square + 0x1.46f1dep-7f;
    near = near * square + -0x1.1058c6p-4f;
    near = near * square + inverse_sqrt_two_pi;
    near = 0.5f - near * a;

    // Phi(-a) exp(a^2 / 2) / u in powers of u = 3 / (3 + a): minimax for 1 <= a <= 15.2, relative error below 2^-26.
    const float u = 3 / (3 + a);
    float far = 0x1.64e3e6p-5f;
    far = far * u + -0x1.109e54p-3f;
    far = far * u + 0x1.89c52cp-4f;
    far = far * u + 0x1.9af11p-7f;
    far = far * u + 0x1.91d84ep-4f;
    far = far * u + 0x1.de38a2p-4f;
    far = far * u + 0x1.109816p-3f;
    far = far * u + 0x1.1055fap-3f;
    far *= u;
    // That is its value R at the a which the rounded u stands for. From there to a, with R' = a R - 1 / sqrt(2 pi):
    const double residual = static_cast<double>(u) * (3 + static_cast<double>(a)) - 3;
    const float step = static_cast<float>(residual) * (1 + a * (1.0f / 3));
    far = (far + step * (a * far - inverse_sqrt_two_pi)) * gaussian_a.value;

    return {select(a < 1, near, far), select(a < 1, 1.0f, gaussian_a.scale)};
}
GLIA_INLINE Scaled<double> normal_tail(double a, Scaled<double>) {
    constexpr long double sqrt_half = 0.707106781186547524400844362104849039L;
    constexpr long double up = 0x1p+600L;  // brings the smallest tail into the range of a normal double
    constexpr double down = 0x1p-600;
    return {static_cast<double>(std::erfc(static_cast<long double>(a) * sqrt_half) / 2 * up), down};
}

}  // namespace glia::plugin
