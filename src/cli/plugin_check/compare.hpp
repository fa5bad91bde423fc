// Whether two ways to compute the same came to the same bits.
#pragma once

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "number.hpp"
#include "plugin_check/outcome.hpp"

namespace glia::cli::plugin_check {

// The sign and the payload of a NaN depend on the order in which a processor sees its operands, and nothing reads them.
template <class Real>
bool same(Real a, Real b) {
    using Bits = std::conditional_t<sizeof(Real) == 4, std::uint32_t, std::uint64_t>;
    return std::bit_cast<Bits>(a) == std::bit_cast<Bits>(b) || (std::isnan(a) && std::isnan(b));
}

// "y[3]"
inline std::string element(const char* array, std::size_t index) {
    return std::string(array) + "[" + std::to_string(index) + "]";
}

// Throws Broken where they are not the same: "<call>: y[3] is 0.5 in place, and 0.25 otherwise; 2 of 9 differ".
template <class Real>
void require_same(const std::string& call, const char* array, std::span<const Real> otherwise,
                  std::span<const Real> got, const std::string& how) {
    std::size_t differing = 0;
    std::size_t first = 0;
    for (std::size_t i = got.size(); i-- > 0;) {
        if (same(otherwise[i], got[i])) continue;
        ++differing;
        first = i;
    }
    if (differing == 0) return;
    throw Broken(call + ": " + element(array, first) + " is " + shortest(got[first]) + " " + how + ", and " +
                 shortest(otherwise[first]) + " otherwise; " + std::to_string(differing) + " of " +
                 std::to_string(got.size()) + " differ");
}

template <class Real>
void require_same(const std::string& call, const char* array, const std::vector<Real>& otherwise,
                  const std::vector<Real>& got, const std::string& how) {
    require_same(call, array, std::span<const Real>(otherwise), std::span<const Real>(got), how);
}

}  // namespace glia::cli::plugin_check
