// The groups of rows that a caller hands in.
#pragma once

#include <cstddef>
#include <cstdint>

#include "api/guard.hpp"
#include "core/data/split.hpp"

namespace glia::api {

// NULL and 0: none. Throws Error for NULL and another size.
inline Groups given_groups(const std::int32_t* groups, std::size_t size) {
    if (size > 0) required(groups, "groups");
    return {groups, size};
}

}  // namespace glia::api
