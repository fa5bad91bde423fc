#include "glia/activation.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "api/caller_array.hpp"
#include "api/finder.hpp"
#include "api/guard.hpp"
#include "core/layers/activation_pass.hpp"

using glia::api::array;
using glia::api::guard;
using glia::api::required_text;

namespace {

template <class T>
std::size_t element_count(std::size_t rows, std::size_t cols) {
    constexpr std::size_t most = PTRDIFF_MAX / sizeof(T);
    if (cols != 0 && rows > most / cols) {
        throw glia::invalid("rows is {} and cols is {}; an array has at most {} elements", rows, cols, most);
    }
    return rows * cols;
}

template <class T>
glia::Activation activation(const char* spec) {
    glia::Activation found = glia::make_activation(required_text(spec, "spec"), glia::api::registry_finder());
    found.require<T>();
    return found;
}

template <class T>
glia_status forward(const char* spec, std::size_t rows, std::size_t cols, const T* x, T* y) {
    return guard([&] {
        const glia::Activation f = activation<T>(spec);
        const std::size_t count = element_count<T>(rows, cols);
        array(x, count, "x");
        array(y, count, "y");
        if (count == 0) return;
        if (x == y && !f.has(GLIA_ACTIVATION_INPLACE)) {
            const std::vector<T> copy(x, x + count);
            return f.forward(rows, cols, copy.data(), y);
        }
        f.forward(rows, cols, x, y);
    });
}

template <class T>
glia_status backward(const char* spec, std::size_t rows, std::size_t cols, const T* x, const T* y, const T* dy, T* dx) {
    return guard([&] {
        const glia::Activation f = activation<T>(spec);
        const std::size_t count = element_count<T>(rows, cols);
        array(x, count, "x");
        array(dy, count, "dy");
        array(dx, count, "dx");
        if (count == 0) return;
        std::vector<T> values;
        if (y == nullptr && !f.has(GLIA_ACTIVATION_GRAD_IGNORES_Y)) {
            values.resize(count);
            f.forward(rows, cols, x, values.data());
            y = values.data();
        }
        const bool apart = dx != x && dx != y && dx != dy;
        std::vector<T> gradient(apart ? 0 : count);
        glia::Workers alone;
        glia::backward_rows(alone, f, rows, cols, x, y, dy, apart ? dx : gradient.data());
        if (!apart) std::copy(gradient.begin(), gradient.end(), dx);
    });
}

}  // namespace

extern "C" {

glia_status glia_activation_values(const char* spec, size_t rows, size_t cols, const float* x, float* y) {
    return forward(spec, rows, cols, x, y);
}

glia_status glia_activation_gradients(const char* spec, size_t rows, size_t cols, const float* x, const float* y,
                                      const float* dy, float* dx) {
    return backward(spec, rows, cols, x, y, dy, dx);
}

glia_status glia_activation_values_f64(const char* spec, size_t rows, size_t cols, const double* x, double* y) {
    return forward(spec, rows, cols, x, y);
}

glia_status glia_activation_gradients_f64(const char* spec, size_t rows, size_t cols, const double* x, const double* y,
                                          const double* dy, double* dx) {
    return backward(spec, rows, cols, x, y, dy, dx);
}
}
