// Columns of a CSV file that say something of its rows: their weights, groups and times.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "data.hpp"

namespace glia::cli {

// Those of the source, each with its GLIA_METADATA_* kind, in the order in which the library is asked for them.
using MetadataColumns = std::vector<std::pair<std::string, std::int32_t>>;
MetadataColumns metadata_columns(const DataSource& source);

// The rows with the weights that the source names a column for; as they are where it names none. Throws Failure.
Dataset with_weights(const DataSource& source, Dataset dataset);

// The number of each row's group; and numbers in the order of the rows' times. Throws Failure.
std::vector<std::int32_t> groups_of(const DataSource& source, const glia_dataset* dataset);
std::vector<double> times_of(const DataSource& source, const glia_dataset* dataset);

}  // namespace glia::cli
