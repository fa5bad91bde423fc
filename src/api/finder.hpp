// The core asks for activations; the registry of the process has them.
#pragma once

#include "core/layers/activation.hpp"

namespace glia::api {

ActivationFinder registry_finder();

}  // namespace glia::api
