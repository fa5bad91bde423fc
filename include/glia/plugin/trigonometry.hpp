// Sine and cosine: in plain arithmetic for float, so that a loop over them is vectorised, and libm's for double.
#pragma once

#include <cmath>

#include "glia/plugin/math.hpp"

namespace glia::plugin {

// Both functions of one angle.
template <class Real>
struct SineCosine {
    Real sine;    // of the angle
    Real cosine;  // of the angle
};

// sine_cosine<float> holds up to here, and libm for all numbers.
inline constexpr double greatest_reducible_angle = 0x1p20;

// The angle less n quarter turns, |rest| <= pi / 4 (Cody and Waite). Of the three parts of pi / 2 the first two have 33
// bits, so that n times them is exact for n below 2^20; the rest of a float is right to 2^-26 of itself even where that
// is within 2^-20 of a multiple of pi / 2.
GLIA_INLINE SineCosine<float> reduced_sine_cosine(double angle) {
    constexpr double two_over_pi = 0x1.45f306dc9c883p-1;
    constexpr double quarter_turn_hi = 0x1.921fb544p+0;
    constexpr double quarter_turn_mid = 0x1.0b4611a6p-34;
    constexpr double quarter_turn_lo = 0x1.3198a2e037073p-69;
    // Adding and subtracting it rounds to the nearest integer.
    constexpr double round_to_integer = 0x1.8p+52;
    const double n = (angle * two_over_pi + round_to_integer) - round_to_integer;
    const double rest = ((angle - n * quarter_turn_hi) - n * quarter_turn_mid) - n * quarter_turn_lo;
    // n less a multiple of 4, from -2 to 2: as a number, since loops with integers of two widths are not vectorised.
    const double turns = (n * 0.25 + round_to_integer) - round_to_integer;
    const auto quarters = static_cast<float>(n - 4 * turns);

    const auto r = static_cast<float>(rest);
    const float u = r * r;
    // (sin(r) - r) / r^3 and (cos(r) - 1 + r^2 / 2) / r^4 in powers of r^2: minimax, relative error of sine and cosine
    // below 2^-27.
    float p = -0x1.9956acp-13f;
    p = p * u + 0x1.11077ep-7f;
    p = p * u + -0x1.555546p-3f;
    float q = 0x1.99e882p-16f;
    q = q * u + -0x1.6c0c28p-10f;
    q = q * u + 0x1.55554ap-5f;
    // What r lacks of the rest, and 1 - u / 2 of itself, takes part where it is not lost.
    const auto r_lo = static_cast<float>(rest - static_cast<double>(r));
    const float sum = r + (r * (u * p) + r_lo);
    const float sine = select(sum == 0, r, sum);  // -0 stays so
    const float half = 0.5f * u;
    const float most = 1 - half;
    const float cosine = most + (((1 - most) - half) + ((u * u) * q - r * r_lo));

    // Each quarter turn takes (sine, cosine) to (cosine, -sine).
    const bool half_turn = glia::plugin::abs(quarters) == 2;
    const bool odd = glia::plugin::abs(quarters) == 1;
    const float turned_sine = select(odd, cosine, sine);
    const float turned_cosine = select(odd, sine, cosine);
    return {select(half_turn | (quarters == -1), -turned_sine, turned_sine),
            select(half_turn | (quarters == 1), -turned_cosine, turned_cosine)};
}

// Sine and cosine of an angle: of float, up to greatest_reducible_angle.
template <class Real>
GLIA_INLINE SineCosine<Real> sine_cosine(Wider<Real> angle) {
    if constexpr (sizeof(Real) == sizeof(float)) {
        return reduced_sine_cosine(angle);
    } else {
        return {static_cast<Real>(std::sin(angle)), static_cast<Real>(std::cos(angle))};
    }
}

// The nearest number of 29 bits (Veltkamp): times a float, it is exact in double.
inline double rounded_frequency(double frequency) {
    const double spread = frequency * (0x1p24 + 1);
    return spread - (spread - frequency);
}

// What the kernels of periodic functions have in common: `frequency` times x is the angle. Value::of(sine_cosine) is
// the function, Value::slope_of(sine_cosine) its derivative by the angle. The frequency counts to 29 bits, nine digits:
// of an angle of many turns, a rounding error would be all that is left.
template <class Value, class Real>
struct Periodic {
    Wider<Real> frequency;  // rounded

    // With the value of frequency_parameter.
    explicit Periodic(const double* parameters)
        : frequency(static_cast<Wider<Real>>(rounded_frequency(parameters[0]))) {}

    // y of x, and the derivative there.
    GLIA_INLINE Real forward(Real x) const { return Value::of(sine_cosine<Real>(angle(x))); }
    GLIA_INLINE Real derivative_from_x(Real x) const {
        return static_cast<Real>(frequency) * Value::slope_of(sine_cosine<Real>(angle(x)));
    }

    // Not for infinities, whose rest comes out as NaN in either way.
    GLIA_INLINE bool exceptional(Real x) const {
        return sizeof(Real) == sizeof(float) && std::abs(angle(x)) > Wider<Real>(greatest_reducible_angle);
    }
    GLIA_INLINE Real forward_exceptional(Real x) const { return Value::of(by_libm(x)); }
    GLIA_INLINE Real derivative_exceptional(Real x) const {
        return static_cast<Real>(frequency) * Value::slope_of(by_libm(x));
    }

 private:
    GLIA_INLINE Wider<Real> angle(Real x) const { return frequency * static_cast<Wider<Real>>(x); }
    GLIA_INLINE SineCosine<Real> by_libm(Real x) const {
        return {static_cast<Real>(std::sin(angle(x))), static_cast<Real>(std::cos(angle(x)))};
    }
};

// What the plugins declare.
inline constexpr glia_activation_parameter_t frequency_parameter[] = {{"frequency", 1.0, 0.0, 1000.0}};

}  // namespace glia::plugin
