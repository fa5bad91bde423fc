// How long many calls took, as a histogram: it counts all of them in a memory that does not grow, so that counting is
// never what a call waits for.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace glia::cli {

class Durations {
 public:
    using Nanoseconds = std::chrono::nanoseconds;

    Durations();

    void add(Nanoseconds duration) noexcept;
    void add(const Durations& others) noexcept;

    std::size_t count() const { return count_; }

    // Exact; 0 of none.
    Nanoseconds least() const { return Nanoseconds(count_ == 0 ? 0 : least_); }
    Nanoseconds most() const { return Nanoseconds(most_); }
    double mean() const;  // in seconds

    // The least duration that this share of them does not exceed (the nearest rank): exact below 256 ns, beyond within
    // 0.4 %, up to 2^43 ns, which are more than two hours. 0 of none.
    Nanoseconds percentile(double share) const;

 private:
    std::vector<std::uint64_t> counts_;  // of each bucket
    std::size_t count_ = 0;
    std::int64_t least_ = std::numeric_limits<std::int64_t>::max();
    std::int64_t most_ = 0;
    double sum_ = 0;  // of nanoseconds: whole numbers, exact up to 2^53 of them, which are a hundred days
};

}  // namespace glia::cli
