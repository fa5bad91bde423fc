// From the words of the user and the shape of the data to a model.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "handles.hpp"

namespace glia::cli {

struct LayerChoice {
    std::size_t units;
    std::string activation;
};

// Reads "128:relu 64:leaky_relu(alpha=0.1)"; "" and "-" mean no layers, "128" means 128:relu. Throws Failure.
std::vector<LayerChoice> parse_network(std::string_view text);

// The layer that the data and the loss ask for. `loss` and `activation` are specs, or "" where the user does not say.
//   values            identity
//   two classes       one sigmoid unit, or two units where loss or activation name softmax or its loss
//   more classes      a softmax over them
LayerChoice choose_output(const glia_dataset* dataset, const std::string& loss, const std::string& activation);

Model build_model(std::size_t inputs, const std::vector<LayerChoice>& layers, const std::string& initializer,
                  std::uint64_t seed);

}  // namespace glia::cli
