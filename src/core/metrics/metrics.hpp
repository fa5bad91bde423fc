// How good predictions are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace glia {

// The class of each row of outputs; see glia_metrics_classify (metrics.h). Throws Error for a NaN.
void classify(const float* y, std::size_t outputs, std::span<std::int32_t> classes);

// The share of equal classes; NaN for none. The spans are of the same size.
double accuracy(std::span<const std::int32_t> truth, std::span<const std::int32_t> predicted);

// Counts truth[i] in the row and predicted[i] in the column. Throws Error for a class out of range, before anything is
// written.
void confusion(std::span<const std::int32_t> truth, std::span<const std::int32_t> predicted, std::size_t class_count,
               std::uint64_t* matrix);

}  // namespace glia
