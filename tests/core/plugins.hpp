// The standard activations, from the build tree, for tests of the core.
#pragma once

#include "core/activation.hpp"

namespace glia::test {

ActivationFinder standard_activations();

}  // namespace glia::test
