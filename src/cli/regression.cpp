#include "regression.hpp"

#include <cmath>
#include <limits>

namespace glia::cli {

void RegressionScores::add(const float* truth, const float* predicted, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        ++rows_;
        for (Column& column : columns_) {
            const double target = *truth++;
            const double error = *predicted++ - target;
            column.absolute_errors += std::abs(error);
            column.squared_errors += error * error;
            // Welford, 1962: mean and sum of squared deviations in one pass, without cancellation.
            const double from_old_mean = target - column.mean;
            column.mean += from_old_mean / static_cast<double>(rows_);
            column.deviations += from_old_mean * (target - column.mean);
        }
    }
}

double RegressionScores::mean_absolute_error() const {
    double sum = 0;
    for (const Column& column : columns_) sum += column.absolute_errors;
    return sum / static_cast<double>(rows_ * columns_.size());
}

double RegressionScores::r2() const {
    double sum = 0;
    for (const Column& column : columns_) {
        if (column.deviations == 0) return std::numeric_limits<double>::quiet_NaN();
        sum += 1 - column.squared_errors / column.deviations;
    }
    return sum / static_cast<double>(columns_.size());
}

}  // namespace glia::cli
