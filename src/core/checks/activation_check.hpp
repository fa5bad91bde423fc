// The derivative of an activation against difference quotients.
#pragma once

#include <string_view>

#include "core/checks/gradient_report.hpp"
#include "core/layers/activation.hpp"

namespace glia {

// At points from -60 to 60, in rows of several widths, with the parameters of the spec and at the ends of their ranges.
// The truth comes from the forward kernel for double, or where there is none from that for float; each backward kernel
// is compared with it. Throws Error for a bad spec.
GradientReport check_activation(std::string_view spec, const ActivationFinder& find);

}  // namespace glia
