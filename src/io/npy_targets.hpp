// What an NPY array of targets says.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "io/npy.hpp"
#include "io/npy_header.hpp"

namespace glia {

// Whether an array of targets is one of classes. Throws Error where it cannot be what is wanted, or has another number
// of rows than x.
bool npy_targets_are_classes(const NpyHeader& targets, NpyTargets kind, const std::string& name, const NpyHeader& x,
                             const std::string& x_name);

// The class in an element, the target of row `row`. Throws Error where no class has such an index.
std::int32_t npy_class(const NpyHeader& targets, const std::byte* element, std::size_t row, const std::string& name);

// Throws Error for the first of some decoded numbers that is not finite; they begin with the element `first`.
void check_npy_numbers(const NpyHeader& header, std::span<const float> numbers, std::size_t first,
                       const std::string& name, bool missing_allowed = false);

}  // namespace glia
