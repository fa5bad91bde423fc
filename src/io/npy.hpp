// Arrays in NumPy's NPY format as data sets.
#pragma once

#include "core/data/dataset.hpp"
#include "io/file.hpp"

namespace glia {

enum class NpyTargets {
    automatic,  // classes where the array is of whole numbers, one a row; else values
    classes,
    values,
};

// Each entry of x along its first dimension becomes a row; targets may be null. Rows stay in the mapped file: where
// they are float32 they are used as they lie, other numbers are converted when they are read. Where values may be
// missing, NaN in x is one that is. Throws Error.
Dataset read_npy(InputFile& x, InputFile* targets, NpyTargets kind, bool missing_allowed = false);

}  // namespace glia
