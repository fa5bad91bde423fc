// How a model makes inputs of columns and targets of outputs, for people.
#pragma once

#include <string>

#include "core/scaling/input_transform.hpp"
#include "core/scaling/target_transform.hpp"

namespace glia {

// A table of columns, after an empty line, and one of targets; "" where both are null.
std::string describe_scaling(const InputTransform* inputs, const TargetTransform* targets);

}  // namespace glia
