#include "core/layers/noise.hpp"

#include <cmath>

#include "core/rng.hpp"

namespace glia {
namespace {

// A seed for each step and layer, from which the rows' streams are drawn.
std::uint64_t step_seed(const Training& training) noexcept {
    Random random(training.seed, RandomUse::dropout, training.layer);
    random.seek(training.step);
    const std::uint64_t high = random.bits();
    return high << 32 | random.bits();
}

}  // namespace

template <class T>
void draw_mask(const Training& training, double rate, std::size_t first_row, std::size_t rows, std::size_t cols,
               T* mask) noexcept {
    const std::uint64_t seed = step_seed(training);
    const auto threshold = static_cast<std::uint64_t>(std::ceil(rate * 0x1p32));  // of 2^32 equally likely numbers
    for (std::size_t i = 0; i < rows; ++i) {
        Random random(seed, RandomUse::dropout, static_cast<std::uint32_t>(training.first_row + first_row + i));
        for (std::size_t j = 0; j < cols; ++j) mask[i * cols + j] = random.bits() < threshold ? T{0} : T{1};
    }
}

template void draw_mask(const Training&, double, std::size_t, std::size_t, std::size_t, float*) noexcept;
template void draw_mask(const Training&, double, std::size_t, std::size_t, std::size_t, double*) noexcept;

}  // namespace glia
