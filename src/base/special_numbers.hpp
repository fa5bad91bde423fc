// Numbers that have names.
#pragma once

#include <limits>

namespace glia {

inline constexpr double infinity = std::numeric_limits<double>::infinity();
inline constexpr double undefined = std::numeric_limits<double>::quiet_NaN();  // a figure that nothing tells

}  // namespace glia
