// What every public function does: no exception leaves, and the reason stays with the thread.
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <span>
#include <string_view>

#include "base/error.hpp"

namespace glia::api {

// Turns the exception in flight into a status, and keeps its text for glia_last_error.
glia_status report_exception() noexcept;

const char* last_error() noexcept;

template <std::invocable Body>
glia_status guard(Body&& body) noexcept {
    try {
        body();
        return GLIA_OK;
    } catch (...) {
        return report_exception();
    }
}

// A pointer that must not be NULL. `name` is the parameter's, as the header writes it.
template <class T>
T& required(T* pointer, const char* name) {
    if (pointer == nullptr) throw invalid("{} is NULL", name);
    return *pointer;
}

inline const char* required_text(const char* text, const char* name) {
    if (text == nullptr) throw invalid("{} is NULL", name);
    return text;
}

// Hands text to a caller's buffer, by the rule of glia_blas_info (system.h).
void give_text(std::string_view text, char* buffer, std::size_t capacity, std::size_t* needed);

// Whether a caller's buffer takes `size` of `units`: false where the caller only asks how many are needed; throws
// GLIA_ERROR_CAPACITY where they do not fit.
bool takes(std::size_t size, const char* units, const void* buffer, std::size_t capacity, std::size_t* needed);

// Hands elements to a caller's buffer: all of them, or none and GLIA_ERROR_CAPACITY.
template <class T>
void give_array(std::span<const T> values, T* buffer, std::size_t capacity, std::size_t* needed) {
    if (takes(values.size(), "elements", buffer, capacity, needed)) std::copy(values.begin(), values.end(), buffer);
}

}  // namespace glia::api
