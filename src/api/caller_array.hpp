// Arrays of a caller's, one number a row.
#pragma once

#include <cstddef>
#include <span>

#include "api/guard.hpp"

namespace glia::api {

// An array of `rows` numbers, which may be NULL when there are none.
template <class T>
std::span<T> array(T* values, std::size_t rows, const char* name) {
    if (rows > 0) required(values, name);
    return {values, rows};
}

// Empty where the caller gives none.
template <class T>
std::span<T> optional_array(T* values, std::size_t rows) {
    return values == nullptr ? std::span<T>() : std::span<T>(values, rows);
}

}  // namespace glia::api
