// From what the user says about a data file to a data set of it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "data.hpp"

namespace glia::cli {

using Options = std::unique_ptr<glia_data_options, Destroy>;

// target_kind: GLIA_TARGET_*. These throw Failure.
Options options_of(const DataSource& source, std::int32_t target_kind);
Dataset open_with(const DataSource& source, const glia_data_options* options);
Dataset open(const DataSource& source, std::int32_t target_kind);

// A CSV file whose classes are known, by name.
Dataset open_classes(const DataSource& source, const std::vector<std::string>& classes);

}  // namespace glia::cli
