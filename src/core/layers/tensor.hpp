// A named block of a layer's parameters.
#pragma once

#include <cstddef>
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
};

}  // namespace glia
