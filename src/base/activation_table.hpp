// What an activation's table says, whichever version of glia/plugin.h its author had: members that struct_size does not
// cover are never read.
#pragma once

#include <cstddef>
#include <cstdint>

#include "glia/plugin.h"

namespace glia {

// The sizes that the struct has had. They stay when it grows again: an author's struct that is larger comes from a
// later header, and its further members are left alone.
inline constexpr std::size_t activation_size_v1 = offsetof(glia_activation_t, backward_f64) + sizeof(void*);
inline constexpr std::size_t activation_size_with_training =
    offsetof(glia_activation_t, backward_trained_f64) + sizeof(void*);

// Whether the table has the members that tell of trained parameters.
inline bool knows_training(const glia_activation_t& table) noexcept {
    return table.struct_size >= activation_size_with_training;
}

// GLIA_PARAMETER_* of a parameter.
inline std::uint32_t training_of(const glia_activation_t& table, std::uint32_t parameter) noexcept {
    if (!knows_training(table) || table.training == nullptr) return GLIA_PARAMETER_FIXED;
    return table.training[parameter];
}

}  // namespace glia
