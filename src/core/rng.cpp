#include "core/rng.hpp"

#include <Random123/philox.h>

#include <cmath>
#include <numbers>
#include <utility>

namespace glia {

Random::Random(std::uint64_t seed, RandomUse use, std::uint32_t index) noexcept
    : seed_(seed), use_(static_cast<std::uint32_t>(use)), index_(index) {}

void Random::refill() noexcept {
    const r123::Philox4x32::ctr_type counter = {
        {static_cast<std::uint32_t>(block_), static_cast<std::uint32_t>(block_ >> 32), use_, index_}};
    const r123::Philox4x32::key_type key = {
        {static_cast<std::uint32_t>(seed_), static_cast<std::uint32_t>(seed_ >> 32)}};
    const r123::Philox4x32::ctr_type block = r123::Philox4x32()(counter, key);
    for (unsigned i = 0; i < 4; ++i) words_[i] = block[i];
    ++block_;
    used_ = 0;
}

void Random::seek(std::uint64_t block) noexcept {
    block_ = block;
    used_ = 4;
    has_spare_ = false;
}

std::uint32_t Random::bits() noexcept {
    if (used_ == 4) refill();
    return words_[used_++];
}

std::uint64_t Random::below(std::uint64_t bound) noexcept {
    __extension__ using Wide = unsigned __int128;
    const auto draw = [&] { return Wide{(std::uint64_t{bits()} << 32) | bits()} * bound; };
    Wide product = draw();
    if (static_cast<std::uint64_t>(product) < bound) {
        const std::uint64_t threshold = (0 - bound) % bound;
        while (static_cast<std::uint64_t>(product) < threshold) product = draw();
    }
    return static_cast<std::uint64_t>(product >> 64);
}

double Random::uniform() noexcept {
    const std::uint64_t high = bits();
    const std::uint64_t low = bits();
    return static_cast<double>(((high << 32) | low) >> 11) * 0x1p-53;
}

double Random::normal() noexcept {
    if (std::exchange(has_spare_, false)) return spare_;
    const double radius = std::sqrt(-2 * std::log(1 - uniform()));  // 1 - u is in (0, 1]: the logarithm is finite
    const double angle = 2 * std::numbers::pi * uniform();
    spare_ = radius * std::sin(angle);
    has_spare_ = true;
    return radius * std::cos(angle);
}

void shuffle(std::span<std::size_t> order, Random& random) noexcept {
    for (std::size_t i = order.size(); i > 1; --i) {
        std::swap(order[i - 1], order[static_cast<std::size_t>(random.below(i))]);
    }
}

}  // namespace glia
