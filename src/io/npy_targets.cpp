#include "io/npy_targets.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "io/npy_elements.hpp"
#include "linalg/rows.hpp"

namespace glia {

bool npy_targets_are_classes(const NpyHeader& targets, NpyTargets kind, const std::string& name, const NpyHeader& x,
                             const std::string& x_name) {
    if (targets.rows != x.rows) {
        throw error(GLIA_ERROR_FORMAT, "{} has {} rows, but {} has {}", name, targets.rows, x_name, x.rows);
    }
    const bool could_be = targets.type.holds_integers() && targets.row_size == 1;
    if (kind == NpyTargets::classes && !could_be) {
        throw error(GLIA_ERROR_FORMAT, "{} has {} {} in a row; classes are one whole number in each", name,
                    targets.row_size, targets.type.holds_integers() ? "whole numbers" : "floating-point numbers");
    }
    return could_be && kind != NpyTargets::values;
}

std::int32_t npy_class(const NpyHeader& targets, const std::byte* element, std::size_t row, const std::string& name) {
    const std::int64_t index = npy_integer(targets.type, element);
    if (index >= 0 && index < static_cast<std::int64_t>(max_classes)) return static_cast<std::int32_t>(index);
    throw error(GLIA_ERROR_FORMAT, "{}: row {} (from 0) is {}; classes are from 0 to {} (are the targets values?)",
                name, row, index, max_classes - 1);
}

void check_npy_numbers(const NpyHeader& header, std::span<const float> numbers, std::size_t first,
                       const std::string& name, bool missing_allowed) {
    if (all_finite(numbers.size(), numbers.data())) return;
    const auto is_good = [&](float v) { return std::isfinite(v) || (missing_allowed && std::isnan(v)); };
    const auto bad = std::find_if_not(numbers.begin(), numbers.end(), is_good);
    if (bad == numbers.end()) return;
    const std::size_t element = first + static_cast<std::size_t>(bad - numbers.begin());
    throw error(GLIA_ERROR_FORMAT, "{}: row {}, column {} (from 0) is not a finite float32", name,
                element / header.row_size, element % header.row_size);
}

}  // namespace glia
