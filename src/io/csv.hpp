// CSV files as data sets.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/dataset.hpp"
#include "io/csv_target.hpp"
#include "io/file.hpp"

namespace glia {

struct CsvOptions {
    std::optional<std::string> target;  // the column's name or index; nothing: the last column
    CsvTarget kind = CsvTarget::automatic;
    std::vector<std::string> classes;  // known ones, for CsvTarget::classes; empty: learnt from the file
};

// Reads the file twice: first to count rows and learn classes, then into memory of exactly the right size. So the most
// memory in use at any time is the data set itself and one record. Throws Error.
Dataset read_csv(InputFile& file, const CsvOptions& options);

}  // namespace glia
