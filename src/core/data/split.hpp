// Splits that keep rows together: by group, and by time. The random and stratified ones are in dataset.hpp.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/data/dataset.hpp"

namespace glia {

// Rows that belong together: they have the same number.
using Groups = std::span<const std::int32_t>;

// Throws Error where there are not as many numbers as rows.
void check_groups(const Dataset& dataset, Groups groups);

// The split of glia_dataset_split_groups (split.h).
Split split_groups(const Dataset& dataset, double fraction, Groups groups, std::uint64_t seed);

// The split of glia_dataset_split_time (split.h).
Split split_time(const Dataset& dataset, double fraction);

// The rows in rising order of their keys; of equal keys, in the order they stand. Throws Error where there are not as
// many keys as rows, or one is NaN.
Dataset sort_rows(const Dataset& dataset, std::span<const double> keys);

// Two data sets of the rows that are marked and those that are not, in the original order.
Split part_rows(const Dataset& dataset, const std::vector<bool>& in_second);

}  // namespace glia
