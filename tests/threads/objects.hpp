// One object of every kind, with something in it for every function to tell.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "glia/glia.h"

namespace glia::test {

struct Objects {
    static constexpr std::size_t rows = 24;
    static constexpr std::size_t inputs = 3;  // the last a category
    static constexpr std::size_t classes = 3;
    static constexpr std::size_t hidden = 4;

    Objects();
    Objects(const Objects&) = delete;
    Objects& operator=(const Objects&) = delete;
    ~Objects();

    // A model of the same columns, whose parameters have no values yet.
    static glia_model* new_model(const glia_dataset* scaled_by);

    std::vector<float> x;
    std::vector<std::int32_t> class_of_row;
    std::vector<float> weights;
    glia_dataset* dataset = nullptr;  // with categories, weights, missing values and classes
    glia_dataset* amounts = nullptr;  // with target values
    glia_dataset* stream = nullptr;
    glia_dataset* timed = nullptr;  // with a column of metadata
    glia_data_options* options = nullptr;
    glia_model* model = nullptr;       // trained on `dataset`
    glia_model* regression = nullptr;  // scaled by `amounts`
    glia_trainer* trainer = nullptr;   // of `model`, after a fit and a single step
    glia_metric* metric = nullptr;
    glia_gradient_report* report = nullptr;
    glia_cross_validation* folds = nullptr;
};

}  // namespace glia::test
