// Random numbers: counter-based (Philox 4x32-10; Salmon, Moraes, Dror and Shaw, 2011), so that every use has a stream
// of its own that depends on nothing but the seed, and no state is shared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace glia {

// What a stream is for. Values are part of reproducibility: they never change.
enum class RandomUse : std::uint32_t {
    initialize = 1,
    shuffle = 2,
    split = 3,
    dropout = 4,
};

class Random {
 public:
    // Streams with different (seed, use, index) are independent. `index` is a layer, an epoch, a step.
    Random(std::uint64_t seed, RandomUse use, std::uint32_t index = 0) noexcept;

    // Goes on with the four words that stand at `block`, wherever the stream was.
    void seek(std::uint64_t block) noexcept;
    std::uint32_t bits() noexcept;
    // Even over [0, bound), without bias (Lemire, 2019); bound is not 0.
    std::uint64_t below(std::uint64_t bound) noexcept;
    // Even over [0, 1), 53 bits.
    double uniform() noexcept;
    // Standard normal (Box and Muller, 1958).
    double normal() noexcept;

 private:
    void refill() noexcept;

    std::uint64_t seed_;
    std::uint32_t use_;
    std::uint32_t index_;
    std::uint64_t block_ = 0;
    std::uint32_t words_[4] = {};
    unsigned used_ = 4;
    double spare_ = 0;
    bool has_spare_ = false;
};

// A random order (Durstenfeld, 1964).
void shuffle(std::span<std::size_t> order, Random& random) noexcept;

}  // namespace glia
