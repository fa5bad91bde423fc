// The elements of NPY arrays as float32.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/data/dataset.hpp"
#include "io/npy_header.hpp"

namespace glia {

// Whether the bytes of such elements are float32 already.
bool is_float32(const NpyType& type) noexcept;

// What turns such elements into float32. Integers beyond 2^24 and float64 are rounded to the nearest; what float32
// cannot hold becomes infinite; bool becomes 0 or 1.
DecodeNumbers npy_decoder(const NpyType& type) noexcept;

// One element of an array of integers, saturated to 64 bits with a sign.
std::int64_t npy_integer(const NpyType& type, const std::byte* element) noexcept;

}  // namespace glia
