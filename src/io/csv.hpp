// CSV files as data sets.
#pragma once

#include "core/data/dataset.hpp"
#include "io/csv_options.hpp"
#include "io/file.hpp"

namespace glia {

// Reads the file twice: first to count rows and learn classes, then into memory of exactly the right size; and once
// more in between where categories are to be learnt. So the most memory in use at any time is the data set itself and
// one record. Throws Error.
Dataset read_csv(InputFile& file, const CsvOptions& options);

}  // namespace glia
