#include "durations.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace glia::cli {
namespace {

// Each octave [2^e, 2^(e+1)) has so many buckets of one width. Below `exact`, a bucket is one nanosecond wide.
constexpr int octave_bits = 7;
constexpr std::uint64_t octave = std::uint64_t{1} << octave_bits;
constexpr std::uint64_t exact = 2 * octave;
constexpr int largest_bits = 43;
constexpr std::uint64_t largest = (std::uint64_t{1} << largest_bits) - 1;

std::size_t bucket_of(std::uint64_t nanoseconds) {
    if (nanoseconds < exact) return nanoseconds;
    const std::uint64_t value = std::min(nanoseconds, largest);
    const int shift =
        static_cast<int>(std::bit_width(value)) - (octave_bits + 1);  // after which octave <= value < 2 octave
    return static_cast<std::uint64_t>(shift) * octave + (value >> shift);
}

// The middle of a bucket.
std::int64_t duration_of(std::size_t bucket) {
    if (bucket < exact) return static_cast<std::int64_t>(bucket);
    const std::uint64_t shift = bucket / octave - 1;
    const std::uint64_t first = (bucket - shift * octave) << shift;
    return static_cast<std::int64_t>(first + (std::uint64_t{1} << shift) / 2);
}

}  // namespace

// Zeros are written, so that no page of it is new when a call is counted.
Durations::Durations() : counts_(bucket_of(largest) + 1, 0) {}

void Durations::add(Nanoseconds duration) noexcept {
    const std::int64_t length = std::max<std::int64_t>(duration.count(), 0);
    ++counts_[bucket_of(static_cast<std::uint64_t>(length))];
    ++count_;
    least_ = std::min(least_, length);
    most_ = std::max(most_, length);
    sum_ += static_cast<double>(length);
}

void Durations::add(const Durations& others) noexcept {
    for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += others.counts_[i];
    count_ += others.count_;
    least_ = std::min(least_, others.least_);
    most_ = std::max(most_, others.most_);
    sum_ += others.sum_;
}

double Durations::mean() const {
    return count_ == 0 ? 0 : sum_ / static_cast<double>(count_) * 1e-9;
}

Durations::Nanoseconds Durations::percentile(double share) const {
    if (count_ == 0) return Nanoseconds(0);
    const double rank = std::ceil(share * static_cast<double>(count_));
    const std::uint64_t wanted = rank < 1 ? 1 : std::min(static_cast<std::uint64_t>(rank), std::uint64_t{count_});
    std::uint64_t passed = 0;
    std::size_t bucket = 0;
    while ((passed += counts_[bucket]) < wanted) ++bucket;
    return Nanoseconds(std::clamp(duration_of(bucket), least_, most_));
}

}  // namespace glia::cli
