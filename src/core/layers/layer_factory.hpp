// From a description back to a layer.
#pragma once

#include <memory>

#include "core/layers/layer.hpp"

namespace glia {

// The layers beside "dense" and "activation", which are described by a spec.
std::span<const SpecDefinition> layer_definitions();

// Whether there are layers of that kind. Throws Error where it is no spec.
bool is_known_kind(std::string_view kind);

// Throws Error: an unknown kind, a width out of range, an activation that is missing or has another revision than the
// description names (0 accepts any). units may be 0 where a layer has as many as inputs.
template <class T>
std::shared_ptr<const Layer<T>> make_layer(const LayerDescription& description, std::size_t inputs,
                                           const ActivationFinder& find);

}  // namespace glia
