#include "api/tensor_values.hpp"

#include <cmath>

#include "api/guard.hpp"

namespace glia::api {

std::span<const float> tensor_values(const Tensor& tensor, const float* values, std::size_t size) {
    required(values, "values");
    if (size != tensor.size) throw invalid("size is {}; tensor '{}' has {} elements", size, tensor.name, tensor.size);
    for (std::size_t i = 0; i < size; ++i) {
        if (!std::isfinite(values[i])) throw invalid("element {} is {}; it must be a finite number", i, values[i]);
    }
    return {values, size};
}

}  // namespace glia::api
