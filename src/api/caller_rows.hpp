// Data sets of rows in the caller's memory.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/data/dataset.hpp"

namespace glia::api {

// Rows as the C API describes them.
template <class T>
struct CallerRows {
    const T* data;
    std::size_t rows;
    std::size_t columns;
    std::size_t stride;  // 0: dense
    const char* name;    // of the parameter, for error texts

    std::size_t step() const noexcept { return stride == 0 ? columns : stride; }
};

enum class Keep {
    copy,
    pointers,
};

// Whether NaN among features stands for a value that is missing.
enum class Nan {
    refused,
    missing,
};

// Each throws Error where a pointer is missing, a stride is too short, or no memory could hold the rows.
Dataset with_values(const CallerRows<float>& x, const CallerRows<float>& targets, Keep keep, Nan nan = Nan::refused);
Dataset with_classes(const CallerRows<float>& x, const std::int32_t* classes, std::size_t class_count, Keep keep,
                     Nan nan = Nan::refused);

}  // namespace glia::api
