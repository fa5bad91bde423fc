#include "api/tensor_values.hpp"

#include "api/guard.hpp"

namespace glia::api {

std::span<const float> tensor_values(const Tensor& tensor, const float* values, std::size_t size) {
    required(values, "values");
    if (size != tensor.size) throw invalid("size is {}; tensor '{}' has {} elements", size, tensor.name, tensor.size);
    return {values, size};
}

}  // namespace glia::api
