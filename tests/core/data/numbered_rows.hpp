// Data sets whose rows can be told apart: row i has one feature, which is i.
#pragma once

#include <algorithm>
#include <memory>
#include <numeric>
#include <utility>
#include <vector>

#include "core/data/dataset.hpp"

namespace glia::test {

// With the given classes, one for each row, or none.
inline Dataset numbered_rows(std::size_t rows, const std::vector<std::int32_t>& classes = {},
                             std::size_t class_count = 0) {
    auto made = std::make_shared<DatasetRows>();
    made->rows = rows;
    made->features = 1;
    made->owned_x = Buffer<float>(rows);
    std::iota(made->owned_x.begin(), made->owned_x.end(), 0.0f);
    made->x = {made->owned_x.data(), 1};
    made->owned_classes = Buffer<std::int32_t>(classes.size());
    std::copy(classes.begin(), classes.end(), made->owned_classes.begin());
    made->classes = made->owned_classes.data();
    made->class_names = numbered_classes(class_count);
    return Dataset(std::move(made));
}

inline std::vector<std::size_t> row_numbers(const Dataset& dataset) {
    std::vector<std::size_t> numbers;
    for (std::size_t i = 0; i < dataset.rows(); ++i) numbers.push_back(static_cast<std::size_t>(*dataset.x(i)));
    return numbers;
}

}  // namespace glia::test
