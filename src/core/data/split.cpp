#include "core/data/split.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include "base/error.hpp"
#include "core/rng.hpp"

namespace glia {
namespace {

// Rows that the second part should have.
std::size_t wanted_rows(const Dataset& dataset, double fraction) {
    if (!(fraction >= 0 && fraction <= 1)) throw invalid("fraction is {}; it must be from 0 to 1", fraction);
    return static_cast<std::size_t>(std::llround(fraction * static_cast<double>(dataset.rows())));
}

std::size_t distance(std::size_t a, std::size_t b) noexcept {
    return a > b ? a - b : b - a;
}

}  // namespace

void check_groups(const Dataset& dataset, Groups groups) {
    if (groups.size() == dataset.rows()) return;
    throw invalid("there are {} groups; the data set has {} rows, and each needs the number of its group",
                  groups.size(), dataset.rows());
}

Split part_rows(const Dataset& dataset, const std::vector<bool>& in_second) {
    std::vector<std::size_t> first;
    std::vector<std::size_t> second;
    for (std::size_t row = 0; row < in_second.size(); ++row) (in_second[row] ? second : first).push_back(row);
    return {Dataset(dataset, std::move(first)), Dataset(dataset, std::move(second))};
}

Split split_groups(const Dataset& dataset, double fraction, Groups groups, std::uint64_t seed) {
    const std::size_t wanted = wanted_rows(dataset, fraction);
    check_groups(dataset, groups);
    std::map<std::int32_t, std::vector<std::size_t>> rows_of;
    for (std::size_t row = 0; row < groups.size(); ++row) rows_of[groups[row]].push_back(row);
    std::vector<const std::vector<std::size_t>*> each;
    for (const auto& [group, rows] : rows_of) each.push_back(&rows);

    std::vector<std::size_t> order(each.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    Random random(seed, RandomUse::split);
    shuffle(order, random);
    std::vector<bool> in_second(dataset.rows());
    std::size_t given = 0;
    for (const std::size_t i : order) {
        const std::vector<std::size_t>& rows = *each[i];
        if (distance(given + rows.size(), wanted) >= distance(given, wanted)) continue;
        given += rows.size();
        for (const std::size_t row : rows) in_second[row] = true;
    }
    return part_rows(dataset, in_second);
}

Split split_time(const Dataset& dataset, double fraction) {
    std::vector<bool> in_second(dataset.rows());
    const auto last = static_cast<std::ptrdiff_t>(wanted_rows(dataset, fraction));
    std::fill(in_second.end() - last, in_second.end(), true);
    return part_rows(dataset, in_second);
}

Dataset sort_rows(const Dataset& dataset, std::span<const double> keys) {
    if (keys.size() != dataset.rows()) {
        throw invalid("there are {} keys; the data set has {} rows, and each needs one", keys.size(), dataset.rows());
    }
    const auto unordered = std::find_if(keys.begin(), keys.end(), [](double key) { return std::isnan(key); });
    if (unordered != keys.end()) {
        throw invalid("keys: row {} (from 0) is nan, which stands in no order", unordered - keys.begin());
    }
    std::vector<std::size_t> order(keys.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return keys[a] < keys[b]; });
    return {dataset, std::move(order)};
}

}  // namespace glia
