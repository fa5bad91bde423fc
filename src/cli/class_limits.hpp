// How many classes a person wants to see.
#pragma once

#include <cstddef>

namespace glia::cli {

inline constexpr std::size_t most_classes_in_a_table = 20;
inline constexpr std::size_t most_listed = 15;  // where there are more than a table shows

}  // namespace glia::cli
