// Small data sets written as tables.
#pragma once

#include <algorithm>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/data/dataset.hpp"

namespace glia::test {

constexpr float not_known = std::numeric_limits<float>::quiet_NaN();

using Table = std::vector<std::vector<float>>;  // rows of equal length

inline Buffer<float> copy_of(const Table& table) {
    Buffer<float> values(table.empty() ? 0 : table.size() * table[0].size());
    float* at = values.data();
    for (const std::vector<float>& row : table) at = std::copy(row.begin(), row.end(), at);
    return values;
}

// Rows in which values may be missing.
inline Dataset make_table(const Table& x, std::vector<std::vector<std::string>> categories = {},
                          const Table& targets = {}) {
    const auto rows = std::make_shared<DatasetRows>();
    rows->rows = x.size();
    rows->features = x.at(0).size();
    rows->owned_x = copy_of(x);
    rows->x = {rows->owned_x.data(), rows->features};
    rows->outputs = targets.empty() ? 0 : targets[0].size();
    rows->owned_targets = copy_of(targets);
    rows->targets = {rows->owned_targets.data(), rows->outputs};
    rows->feature_categories = std::move(categories);
    rows->missing_allowed = true;
    return Dataset(rows);
}

}  // namespace glia::test
