// A named block of a layer's parameters.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace glia {

struct Tensor {
    std::string name;                // "weight", "bias"
    std::vector<std::size_t> shape;  // row-major
    std::size_t offset = 0;          // of the first element, within the layer's parameters
    std::size_t size = 0;            // elements
    bool is_weight = false;          // whether the initializer that the user chose applies
    std::string initializer;         // what "auto" takes, and what a tensor that is no weight always takes
    bool trainable = true;           // whether gradients change it
    bool never_negative = false;     // a variance
};

// Throws Error for the first of a tensor's numbers that is not finite, or negative where none may be.
template <class T>
void check_values(const Tensor& tensor, std::span<const T> values);

}  // namespace glia
