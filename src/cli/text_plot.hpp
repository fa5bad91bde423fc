// A plot in characters, for the terminal.
#pragma once

#include <cstddef>
#include <string>

#include "activation_curve.hpp"

namespace glia::cli {

// No line is longer than `columns`, where these are at least 40.
std::string text_plot(const ActivationFunction& f, const ActivationPlot& plot, std::size_t columns);

}  // namespace glia::cli
