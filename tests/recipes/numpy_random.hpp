// What numpy's RandomState draws from a seed, which is what scikit-learn starts and shuffles by.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace glia::test {

class NumpyRandom {
 public:
    explicit NumpyRandom(std::uint32_t seed) : numbers_(seed) {}

    // RandomState.uniform: 53 bits of two draws (Matsumoto and Nishimura's genrand_res53).
    double uniform(double low, double high) {
        const auto upper = static_cast<double>(numbers_() >> 5);  // 27 bits
        const auto lower = static_cast<double>(numbers_() >> 6);  // 26 bits
        const double share = (upper * 0x1p26 + lower) / 0x1p53;
        return low + (high - low) * share;
    }

    // RandomState.shuffle: from the last place to the second, each changes places with one before it or with itself
    // (Durstenfeld, Random Permutation, 1964).
    void shuffle(std::vector<std::size_t>& order) {
        for (std::size_t i = order.size() - 1; i > 0; --i) std::swap(order[i], order[up_to(i)]);
    }

 private:
    // As many lower bits as `most` has, drawn until they are not above it.
    std::size_t up_to(std::size_t most) {
        const std::size_t mask = std::bit_ceil(most + 1) - 1;
        std::size_t drawn = 0;
        do {
            drawn = numbers_() & mask;
        } while (drawn > most);
        return drawn;
    }

    std::mt19937 numbers_;
};

}  // namespace glia::test
