// What a model says of rows of a data set.
#pragma once

#include <cstddef>

#include "core/data/dataset.hpp"
#include "core/model/model.hpp"

namespace glia {

// y (count x outputs) of rows first to first + count - 1. Throws Error where there are no such rows, or the model does
// not take them.
template <class T>
void predict_rows(const Model<T>& model, const Dataset& dataset, std::size_t first, std::size_t count, T* y);

}  // namespace glia
