// How good a model is on a data set: all figures of it, to be shown in one way or another.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "handles.hpp"

namespace glia::cli {

// One number for each class.
struct ClassFigures {
    std::vector<double> precision;
    std::vector<double> recall;
    std::vector<double> f1;
    std::vector<double> support;  // rows
};

struct Evaluation {
    std::size_t rows = 0;
    std::string loss_name;  // "": the model has none of its own
    double loss = 0;
    double accuracy = 0;                                  // NaN for values
    std::vector<std::pair<std::string, double>> metrics;  // by spec
    // Of classes alone:
    std::vector<std::string> classes;
    std::vector<std::uint64_t> confusion;  // as glia_metrics_confusion fills it
    ClassFigures by_class;
};

// Runs the model over all rows. metrics: specs; where there are none, the usual ones for classes or values that the
// model's outputs allow. Throws Failure.
Evaluation evaluate_on(glia_model* model, const glia_dataset* dataset, const std::vector<std::string>& metrics);

}  // namespace glia::cli
