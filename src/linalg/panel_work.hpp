// How products of packed panels are cut for a team.
#pragma once

#include <cstddef>

namespace glia {

inline constexpr std::size_t most_pieces = 64;                   // into which the team's work is cut
inline constexpr std::size_t least_work = std::size_t{1} << 18;  // multiplications that are worth a thread's attention
inline constexpr std::size_t cost_of_packing = 8;                // in multiplications, a number's

}  // namespace glia
