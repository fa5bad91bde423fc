// All that must be known of a CSV file before its rows can be turned into numbers: learnt by reading it through.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/data/dataset.hpp"
#include "core/data/row_source.hpp"
#include "io/csv_layout.hpp"
#include "io/csv_options.hpp"
#include "io/csv_target.hpp"
#include "io/file.hpp"

namespace glia {

struct CsvSchema {
    CsvLayout layout;
    char delimiter = ',';
    bool missing_allowed = false;
    std::size_t rows = 0;
    CsvTarget kind = CsvTarget::none;  // never automatic
    std::vector<std::string> classes;
    std::optional<RowCell> missing;                    // the first value that is
    std::vector<std::vector<std::string>> categories;  // of each feature; none where it is a number

    std::size_t features() const noexcept { return layout.features.size(); }
    std::size_t outputs() const noexcept { return kind == CsvTarget::values ? layout.targets.size() : 0; }
};

// Reads the file once, and once more where categories are to be learnt. Throws Error.
CsvSchema survey_csv(InputFile& file, const CsvOptions& options);

// A reader at the file's beginning.
CsvReader csv_reader(InputFile& file, char delimiter);

// What a data set knows of such a file, without the rows themselves.
DatasetRows describe_csv(const CsvSchema& schema);

// Turns records into numbers.
class CsvRowParser {
 public:
    // The schema must outlive it. Throws Error where names are given twice.
    explicit CsvRowParser(const CsvSchema& schema);

    // Puts one row. Throws Error with line and column where the record is not as the schema says.
    void parse(const CsvReader& record, const RowPlace& place) const;

 private:
    float feature_at(const CsvReader& record, std::size_t feature) const;

    const CsvSchema& schema_;
    EntryLookup classes_;
    std::vector<EntryLookup> categories_;  // of each feature
};

}  // namespace glia
