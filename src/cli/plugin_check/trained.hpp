// What a table says of trained parameters. A table may be an older one, which has no word for them.
#pragma once

#include <cstddef>
#include <cstdint>

#include "glia/plugin.h"

namespace glia::cli::plugin_check {

// GLIA_PARAMETER_* of a parameter.
inline std::uint32_t training_of(const glia_activation_t& table, std::uint32_t parameter) {
    const bool has_member = table.struct_size >= offsetof(glia_activation_t, forward_trained);
    if (!has_member || table.training == nullptr) return GLIA_PARAMETER_FIXED;
    return table.training[parameter];
}

// How many values of a parameter are trained for a layer of so many columns.
inline std::size_t trained_size(const glia_activation_t& table, std::uint32_t parameter, std::size_t columns) {
    const std::uint32_t how = training_of(table, parameter);
    return how == GLIA_PARAMETER_PER_UNIT ? columns : how == GLIA_PARAMETER_PER_LAYER ? 1 : 0;
}

// Of all parameters.
inline std::size_t trained_size(const glia_activation_t& table, std::size_t columns) {
    std::size_t size = 0;
    for (std::uint32_t i = 0; i < table.parameter_count; ++i) size += trained_size(table, i, columns);
    return size;
}

inline bool has_trained(const glia_activation_t& table) {
    return trained_size(table, 1) != 0;
}

}  // namespace glia::cli::plugin_check
