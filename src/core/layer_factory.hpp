// From a description back to a layer.
#pragma once

#include <memory>

#include "core/layer.hpp"

namespace glia {

// Throws Error: an unknown kind, a width out of range, an activation that is missing or has another revision than the
// description names (0 accepts any).
template <class T>
std::shared_ptr<const Layer<T>> make_layer(const LayerDescription& description, std::size_t inputs,
                                           const ActivationFinder& find);

}  // namespace glia
