// Numbers that a caller hands in for a tensor.
#pragma once

#include <cstddef>
#include <span>

#include "core/layers/tensor.hpp"

namespace glia::api {

// `size` numbers in the tensor's shape, whatever they are. Throws Error.
std::span<const float> tensor_values(const Tensor& tensor, const float* values, std::size_t size);

}  // namespace glia::api
