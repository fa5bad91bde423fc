// Random numbers that derive from a seed alone, the same on every machine.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace glia::cli::plugin_check {

class Random {
 public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    // From 0 up to, without, 1.
    double uniform() {
        constexpr int used_bits = 53;
        return std::ldexp(static_cast<double>(bits() >> (64 - used_bits)), -used_bits);
    }
    double uniform(double low, double high) { return low + (high - low) * uniform(); }
    // From 0 up to, without, `end`.
    std::size_t below(std::size_t end) { return static_cast<std::size_t>(uniform() * static_cast<double>(end)); }
    // As logits are: most of them small, none beyond 20.
    double logit() {
        constexpr double range = 20;
        const double u = uniform(-1, 1);
        return range * u * u * u;
    }
    // Any order of magnitude, of either sign, that Real can hold.
    template <class Real>
    Real any_size() {
        using Limits = std::numeric_limits<Real>;
        const double exponent = uniform(Limits::min_exponent - Limits::digits, Limits::max_exponent);
        const Real size = std::ldexp(static_cast<Real>(uniform(0.5, 1)), static_cast<int>(std::ceil(exponent)));
        return uniform() < 0.5 ? -size : size;
    }

 private:
    // SplitMix64 (Steele, Lea and Flood: Fast splittable pseudorandom number generators, OOPSLA 2014).
    std::uint64_t bits() {
        state_ += 0x9E3779B97F4A7C15;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    std::uint64_t state_;
};

template <class Real>
std::vector<Real> logits(Random& random, std::size_t size) {
    std::vector<Real> values(size);
    for (Real& value : values) value = static_cast<Real>(random.logit());
    return values;
}

// Numbers at which formulas fail.
template <class Real>
std::vector<Real> special_values() {
    using Limits = std::numeric_limits<Real>;
    return {Limits::quiet_NaN(), -Limits::quiet_NaN(), Limits::infinity(), -Limits::infinity(), Limits::max(),
            Limits::lowest(),    Limits::denorm_min(), -Limits::min() / 4, Limits::min(),       Real(0),
            Real(-0.0),          Real(88.8),           Real(-88.8),        Real(-104),          Real(710),
            Real(-746),          Real(1e10),           Real(-1e10)};
}

// Logits with special values among them.
template <class Real>
std::vector<Real> numbers(Random& random, std::size_t size) {
    constexpr double share_of_special_values = 1.0 / 16;
    static const std::vector<Real> special = special_values<Real>();
    std::vector<Real> values = logits<Real>(random, size);
    for (Real& value : values) {
        if (random.uniform() < share_of_special_values) value = special[random.below(special.size())];
    }
    return values;
}

}  // namespace glia::cli::plugin_check
