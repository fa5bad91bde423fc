// Batch normalization merged into the dense layers beside it. In prediction both are linear in a row, so that one layer
// with other parameters does the work of two.
#pragma once

#include "core/model/model.hpp"

namespace glia {

// A model that predicts the same, but for rounding, in fewer layers; see glia_model_fold_batch_norm (model.h).
template <class T>
Model<T> fold_batch_norm(const Model<T>& model);

}  // namespace glia
