// Where a refused row stands, for people.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/format.hpp"
#include "core/data/dataset.hpp"

namespace glia {

// `what`, which names the data set; where its rows were picked or split from others, with the row's place among those:
// "the training set (whose row 3 is row 812 of the data set that it was picked from)".
inline std::string named_row(std::string_view what, const Dataset& dataset, std::size_t row) {
    if (!dataset.picked()) return std::string(what);
    return format("{} (whose row {} is row {} of the data set that it was picked from)", what, row,
                  dataset.original_row(row));
}

}  // namespace glia
