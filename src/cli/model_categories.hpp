// Columns of categories, as a model knows them.
#pragma once

#include "data.hpp"

namespace glia::cli {

// The source of `dataset`, with those of its columns of numbers as categorical that the model, which was trained with
// --categorical, takes for such. Columns are asked for by
// the names that a header gives them, since the index of a feature need not be that of its column: throws Failure where
// there is no header.
DataSource with_categories_of(const glia_model* model, const glia_dataset* dataset, DataSource source);

// Rows of `dataset`, dense, in which a category is its index in the data set: puts its index in the model there, or
// NaN, for a missing value, where the model does not know it.
void translate_categories(const glia_model* model, const glia_dataset* dataset, std::vector<float>& x);

}  // namespace glia::cli
