// A plot as an SVG image.
#pragma once

#include <string>

#include "activation_curve.hpp"

namespace glia::cli {

// Its colours are in the middle between black and white, and it has no background: it reads on light pages and on dark.
std::string svg_plot(const ActivationPlot& plot);

}  // namespace glia::cli
