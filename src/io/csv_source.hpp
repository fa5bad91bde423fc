// CSV files as streams.
#pragma once

#include "core/data/dataset.hpp"
#include "io/csv_options.hpp"
#include "io/file.hpp"

namespace glia {

// Reads the file once now (and once more where categories are to be learnt), to count its rows and learn its classes;
// then once for each pass. window: rows in memory at once; 0: default_window. Throws Error.
Dataset stream_csv(InputFile file, const CsvOptions& options, std::size_t window);

}  // namespace glia
