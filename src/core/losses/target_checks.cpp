#include "core/losses/target_checks.hpp"

#include <cmath>

#include "base/error.hpp"

namespace glia {

void check_probabilities(std::string_view loss, std::size_t row, std::span<const float> values) {
    for (std::size_t j = 0; j < values.size(); ++j) {
        if (values[j] >= 0 && values[j] <= 1) continue;
        throw invalid(
            "{}: target {} of row {} (from 0) is {}; it must be in [0, 1] (for amounts, take a loss such as mse)", loss,
            j, row, values[j]);
    }
}

void check_distribution(std::string_view loss, std::size_t row, std::span<const float> values) {
    // Soft targets are often rounded: one part in a thousand is allowed for.
    constexpr double tolerance = 1e-3;
    check_probabilities(loss, row, values);
    double sum = 0;
    for (const float value : values) sum += value;
    if (std::abs(sum - 1) <= tolerance) return;
    throw invalid(
        "{}: the targets of row {} (from 0) sum to {}; they must sum to 1 (for several labels in a row, take "
        "binary_crossentropy and sigmoid outputs)",
        loss, row, sum);
}

}  // namespace glia
