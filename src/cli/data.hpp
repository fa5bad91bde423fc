// Opening data files for what a command wants of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "handles.hpp"

namespace glia::cli {

// What the user says about the data.
struct DataSource {
    std::string path;                      // CSV, IDX or NPY
    std::string labels;                    // IDX labels or NPY targets; "" where there are none
    std::vector<std::string> targets;      // the CSV columns that hold targets; none where the user does not say
    std::vector<std::string> ignored;      // CSV columns to leave out
    std::vector<std::string> categorical;  // CSV columns that are categorical even if they hold numbers
    std::string delimiter;                 // between the fields of CSV; "" where the user does not say
    std::int32_t header = GLIA_HEADER_AUTO;
    std::string weights;  // the CSV columns that hold the weight, the group and the time of a row; "" where none does
    std::string groups;
    std::string times;
    bool missing = false;    // whether features of a CSV file may be missing
    bool stream = false;     // whether rows are read anew in each epoch
    std::size_t window = 0;  // rows of a stream in memory at once; 0: glia chooses
};

// Whether the model knows what to do with a missing value.
bool takes_missing(const glia_model* model);

// Rows with targets. target_kind: GLIA_TARGET_*. Throws Failure where there are no targets.
Dataset open_for_training(const DataSource& source, std::int32_t target_kind);

// Rows with the targets that `model` was trained for: its classes, by name, or values.
Dataset open_for_evaluation(const DataSource& source, const glia_model* model);

// Rows of as many features as `model` takes. Without a target, a file of one column more is taken to end with it.
Dataset open_for_prediction(const DataSource& source, const glia_model* model);

// Throws Failure where `dataset`, which is that of the source, has not so many features.
void require_inputs(const DataSource& source, const glia_dataset* dataset, std::size_t inputs);

std::vector<std::string> class_names(const glia_model* model);
std::vector<std::string> class_names(const glia_dataset* dataset);

// "iris.csv: 150 rows, 4 features, 3 classes", where `dataset` may be a part of the rows.
std::string summary(const DataSource& source, std::size_t rows, const glia_dataset* dataset);

// A run of rows, copied out of a data set.
struct Rows {
    std::vector<float> x;
    std::vector<float> targets;         // empty without target values
    std::vector<std::int32_t> classes;  // empty without classes
};
Rows copy_rows(const glia_dataset* dataset, std::size_t first, std::size_t count);

}  // namespace glia::cli
