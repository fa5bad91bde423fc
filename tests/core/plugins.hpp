// The standard activations, from the build tree, for tests of the core.
#pragma once

#include "core/layers/activation.hpp"

namespace glia::test {

ActivationFinder standard_activations();

}  // namespace glia::test
