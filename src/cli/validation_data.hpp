// A file of its own to validate with.
#pragma once

#include <cstdint>

#include "data.hpp"

namespace glia::cli {

// Rows to validate with what is learnt from those in `train`, which were opened from `train_source`: their columns and
// classes must be the same. target_kind: that with which `train` was opened. Throws Failure.
Dataset open_for_validation(const DataSource& source, std::int32_t target_kind, const DataSource& train_source,
                            const glia_dataset* train);

}  // namespace glia::cli
