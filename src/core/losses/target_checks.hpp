// What losses ask of their targets.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace glia {

// Each value is in [0, 1]. Throws Error for the first that is not; `loss` and `row` are for the text.
void check_probabilities(std::string_view loss, std::size_t row, std::span<const float> values);

// Each is, and together they make 1.
void check_distribution(std::string_view loss, std::size_t row, std::span<const float> values);

}  // namespace glia
