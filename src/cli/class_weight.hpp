// What the rows of each class count: by a rule, or a number for each.
#pragma once

#include <string>
#include <vector>

#include "handles.hpp"

namespace glia::cli {

// Reads "1,5"; empty for what begins with a letter, as the spec of a rule does. Throws Failure.
std::vector<double> parse_class_weights(const std::string& text);

// Either. Throws Failure.
void check_class_weight(const std::string& text);
void set_class_weight(glia_trainer* trainer, const std::string& text);

}  // namespace glia::cli
