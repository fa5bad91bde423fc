// The gradients of a model's loss against difference quotients, in double.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/checks/gradient_report.hpp"
#include "core/losses/loss.hpp"
#include "core/model/model.hpp"

namespace glia {

struct GradientCheck {
    std::string_view loss;
    const float* x;  // rows x columns of the model
    std::size_t rows;
    const float* values;           // rows x outputs, or null
    const std::int32_t* classes;   // one a row, or null
    std::uint64_t noise_seed;      // of dropout, which stays as it is drawn first
    std::size_t most_of_a_tensor;  // elements of each tensor that are checked, drawn by `seed`; 0: all
    std::uint64_t seed;
};

// With respect to every trainable parameter, and to what the first layer takes, through all layers as in training.
// Throws Error: as a trainer's forward and loss; GLIA_ERROR_UNSUPPORTED where an activation has no kernels for double;
// GLIA_ERROR_NUMERIC where the loss is not finite.
GradientReport check_gradients(const Model<float>& model, const GradientCheck& check);

}  // namespace glia
