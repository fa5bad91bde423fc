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
    std::size_t units;       // 0: not a dense layer
    std::string activation;  // "": neither dense nor an activation
    std::string spec = {};
};

// Reads "128:relu dropout(rate=0.2) 64:identity batch_norm :relu": dense layers, other layers by their spec, and
// activations alone. "" and "-" mean no layers, "128" means 128:relu. Throws Failure.
std::vector<LayerChoice> parse_network(std::string_view text);

// The layer that the data and the loss ask for. `loss` and `activation` are specs, or "" where the user does not say.
//   values            identity
//   two classes       one sigmoid unit, or two units where loss or activation name softmax, its losses or hinge
//   more classes      a softmax over them
// A loss that wants another activation gets it: binary_crossentropy, and focal for values, sigmoid;
// categorical_crossentropy and kl_divergence softmax; hinge identity; poisson softplus.
LayerChoice choose_output(const glia_dataset* dataset, const std::string& loss, const std::string& activation);

// How columns become inputs (glia/scaling.h).
struct ScalingChoice {
    std::string inputs;   // a spec; "" where the user does not say
    std::string targets;  // likewise
    std::string missing;  // a policy; likewise
};

// Initializers, which are specs.
struct FirstValues {
    std::string weights = "auto";
    std::string biases;  // of dense layers; "": 0
};

// A model for the rows to train on, to which its scaling is fitted.
Model build_model(const glia_dataset* train, const ScalingChoice& scaling, const std::vector<LayerChoice>& layers,
                  const FirstValues& first, std::uint64_t seed);

}  // namespace glia::cli
