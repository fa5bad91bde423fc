#include "core/metrics/metrics.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "core/data/class_indices.hpp"
#include "core/metrics/accuracy.hpp"
#include "linalg/rows.hpp"

namespace glia {
void classify(const float* y, std::size_t outputs, std::span<std::int32_t> classes) {
    for (std::size_t i = 0; i < classes.size(); ++i) {
        const float* const row = y + i * outputs;
        if (std::any_of(row, row + outputs, [](float value) { return std::isnan(value); })) {
            throw invalid("an output of row {} is nan: it has no class", i);
        }
        classes[i] =
            outputs == 1 ? static_cast<std::int32_t>(row[0] > 0.5F) : static_cast<std::int32_t>(largest(outputs, row));
    }
}

double accuracy(std::span<const std::int32_t> truth, std::span<const std::int32_t> predicted) {
    Score result = {.right = 0, .answers = truth.size()};
    for (std::size_t i = 0; i < truth.size(); ++i) {
        if (truth[i] == predicted[i]) ++result.right;
    }
    return result.share();
}

void confusion(std::span<const std::int32_t> truth, std::span<const std::int32_t> predicted, std::size_t class_count,
               std::uint64_t* matrix) {
    check_class_indices("truth", truth, class_count);
    check_class_indices("predicted", predicted, class_count);
    std::fill_n(matrix, class_count * class_count, std::uint64_t{0});
    for (std::size_t i = 0; i < truth.size(); ++i) {
        ++matrix[static_cast<std::size_t>(truth[i]) * class_count + static_cast<std::size_t>(predicted[i])];
    }
}

}  // namespace glia
