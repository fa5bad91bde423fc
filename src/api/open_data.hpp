// Opening a data file by what it holds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/data/dataset.hpp"
#include "glia/dataset.h"
#include "io/csv_options.hpp"
#include "io/file.hpp"

namespace glia::api {

struct DataOptions {
    std::optional<std::string> labels;  // the file of targets beside the rows
    std::int32_t target_kind = GLIA_TARGET_AUTO;
    CsvOptions csv;  // but for the kind of its target
    bool stream = false;
    std::size_t window = 0;  // rows of a stream in memory at once; 0: default_window
};

// GLIA_TARGET_*. Throws Error for anything else.
CsvTarget csv_target(std::int32_t target_kind);

// Names of classes or categories. Throws Error for one that is NULL, not UTF-8 or given twice, and a count out of
// range. `what` is the parameter's name, `count_name` that of its count.
std::vector<std::string> required_names(const char* const* names, std::size_t count, const char* what,
                                        const char* count_name);

Dataset open_idx(InputFile& images, const DataOptions& options);
Dataset open_npy(InputFile& x, const DataOptions& options);
// CSV, IDX or NPY.
Dataset open_data(const char* path, const DataOptions& options);

}  // namespace glia::api
