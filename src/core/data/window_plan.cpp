#include "core/data/window_plan.hpp"

#include <algorithm>
#include <numeric>

#include "base/divide_up.hpp"
#include "core/rng.hpp"

namespace glia {
namespace {

constexpr std::size_t blocks_in_shuffled_window = 64;

// Window k draws from the random numbers that begin at k * 2^32; the order of blocks from those at 2^63. Window 0 draws
// what shuffles a data set in memory.
constexpr unsigned window_shift = 32;
constexpr std::uint64_t first_of_blocks = std::uint64_t{1} << 63;

}  // namespace

WindowPlan::WindowPlan(std::size_t rows, std::size_t window, bool seeks, const EpochOrder& order)
    : rows_(rows), block_(window), blocks_in_window_(1), order_(order) {
    if (!order.shuffles(rows) || !seeks || window >= rows) return;
    block_ = divide_up(window, blocks_in_shuffled_window);
    blocks_in_window_ = window / block_;
    blocks_.resize(divide_up(rows, block_));
    std::iota(blocks_.begin(), blocks_.end(), std::size_t{0});
    Random random(order.seed, RandomUse::shuffle, order.epoch);
    random.seek(first_of_blocks);
    shuffle(blocks_, random);
}

std::size_t WindowPlan::windows() const noexcept {
    return divide_up(divide_up(rows_, block_), blocks_in_window_);
}

std::vector<RowRun> WindowPlan::runs(std::size_t window) const {
    std::vector<RowRun> runs;
    const std::size_t end = std::min((window + 1) * blocks_in_window_, divide_up(rows_, block_));
    for (std::size_t i = window * blocks_in_window_; i < end; ++i) {
        const std::size_t first = (blocks_.empty() ? i : blocks_[i]) * block_;
        runs.push_back({first, std::min(block_, rows_ - first)});
    }
    return runs;
}

std::size_t WindowPlan::rows_in(std::size_t window) const {
    std::size_t rows = 0;
    for (const RowRun& run : runs(window)) rows += run.rows;
    return rows;
}

std::vector<std::size_t> WindowPlan::permutation(std::size_t window) const {
    if (!order_.shuffles(rows_)) return {};
    std::vector<std::size_t> places(rows_in(window));
    std::iota(places.begin(), places.end(), std::size_t{0});
    Random random(order_.seed, RandomUse::shuffle, order_.epoch);
    random.seek(std::uint64_t{window} << window_shift);
    shuffle(places, random);
    return places;
}

WindowPlan::Place WindowPlan::find(std::size_t place) const {
    Place found{0, 0};
    for (; found.window < windows(); ++found.window) {
        const std::size_t rows = rows_in(found.window);
        if (place < found.rows_before + rows) break;
        found.rows_before += rows;
    }
    return found;
}

}  // namespace glia
