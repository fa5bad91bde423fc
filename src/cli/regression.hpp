// How near predicted values are to the true ones.
#pragma once

#include <cstddef>
#include <vector>

namespace glia::cli {

class RegressionScores {
 public:
    // outputs: values in a row.
    explicit RegressionScores(std::size_t outputs) : columns_(outputs) {}

    // `count` rows of true and of predicted values.
    void add(const float* truth, const float* predicted, std::size_t count);

    // The mean of |y - t| over rows and outputs.
    double mean_absolute_error() const;
    // 1 - sum (y - t)^2 / sum (t - mean t)^2, averaged over outputs; NaN where a target never varies.
    double r2() const;

 private:
    struct Column {
        double mean = 0;             // of the targets
        double deviations = 0;       // sum (t - mean t)^2
        double absolute_errors = 0;  // sum |y - t|
        double squared_errors = 0;   // sum (y - t)^2
    };

    std::size_t rows_ = 0;
    std::vector<Column> columns_;
};

}  // namespace glia::cli
