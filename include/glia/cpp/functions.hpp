// glia/cpp/functions.hpp: activations by themselves, without a model (activation.h).
//
//     const std::vector<float> y = glia::activation_values("leaky_relu(alpha=0.3)", 3, std::vector<float>{-1, 0, 1});
#ifndef GLIA_CPP_FUNCTIONS_HPP
#define GLIA_CPP_FUNCTIONS_HPP

#include <cstddef>
#include <string>
#include <vector>

#include "glia/activation.h"
#include "glia/cpp/handle.hpp"

namespace glia {

namespace detail {

inline std::size_t rows_of_columns(std::size_t size, std::size_t columns) {
    const std::size_t rows = rows_of("x", size, columns);
    expect_size("x", size, rows * columns);
    return rows;
}

template <class T, class Function>
std::vector<T> values(Function function, const std::string& spec, std::size_t columns, Span<const T> x) {
    std::vector<T> y(x.size());
    call(function, spec.c_str(), rows_of_columns(x.size(), columns), columns, x.data(), y.data());
    return y;
}

template <class T, class Function>
std::vector<T> gradients(Function function, const std::string& spec, std::size_t columns, Span<const T> x,
                         Span<const T> dy) {
    expect_size("dy", dy.size(), x.size());
    std::vector<T> dx(x.size());
    call(function, spec.c_str(), rows_of_columns(x.size(), columns), columns, x.data(), nullptr, dy.data(), dx.data());
    return dx;
}

}  // namespace detail

// f(x), where spec says f. x: rows of so many columns, which matter where a function is one of rows, as softmax is. In
// double precision it is slower, and right within some units in the last place; not every activation has that.
inline std::vector<float> activation_values(const std::string& spec, std::size_t columns, Span<const float> x) {
    return detail::values(glia_activation_values, spec, columns, x);
}
inline std::vector<double> activation_values(const std::string& spec, std::size_t columns, Span<const double> x) {
    return detail::values(glia_activation_values_f64, spec, columns, x);
}

// dy times the derivative of f at x. With dy = 1 everywhere, and a function of each number, that is the derivative.
inline std::vector<float> activation_gradients(const std::string& spec, std::size_t columns, Span<const float> x,
                                               Span<const float> dy) {
    return detail::gradients(glia_activation_gradients, spec, columns, x, dy);
}
inline std::vector<double> activation_gradients(const std::string& spec, std::size_t columns, Span<const double> x,
                                                Span<const double> dy) {
    return detail::gradients(glia_activation_gradients_f64, spec, columns, x, dy);
}

}  // namespace glia

#endif
