// Whether a model can read the rows of a data set.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/data/dataset.hpp"
#include "core/model/model.hpp"

namespace glia {

struct RowRange {
    std::size_t first;
    std::size_t count;
};

// Throws Error where the columns are not those that the model takes, or a value is missing or a category unknown that
// it refuses. `what` names the data set in the text.
template <class T>
void check_columns(const Model<T>& model, const Dataset& dataset, std::string_view what);

// The same for some rows.
template <class T>
void check_columns(const Model<T>& model, const Dataset& dataset, RowRange rows, std::string_view what);

}  // namespace glia
