// The kernels of an activation with values of its parameters, for float32 or float64 under one name. Each call is noted
// in the channel before it is made.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <type_traits>
#include <vector>

#include "number.hpp"
#include "plugin_check/channel.hpp"
#include "plugin_check/subject.hpp"

namespace glia::cli::plugin_check {

template <class Real>
class Kernels {
 public:
    using Number = Real;
    static constexpr bool single = std::is_same_v<Real, float>;

    // NULL stands for no parameters, as the interface has it. The table and the values outlive this.
    Kernels(const glia_activation_t& table, const std::vector<double>& parameters)
        : Kernels(table, parameters.empty() ? nullptr : parameters.data()) {}
    Kernels(const glia_activation_t& table, const double* parameters) : table_(table), parameters_(parameters) {
        std::string list;
        for (std::uint32_t i = 0; i < table.parameter_count; ++i) {
            list += (i == 0 ? "" : ", ") + std::string(table.parameters[i].name) + "=" + shortest(parameters[i]);
        }
        call_.number = single ? "float32" : "float64";
        std::copy_n(list.begin(), std::min(list.size(), call_.parameters.size() - 1), call_.parameters.begin());
    }

    void forward(std::size_t rows, std::size_t columns, const Real* x, Real* y) const {
        note_call(call("forward", rows, columns));
        if constexpr (single) {
            table_.forward(&table_, parameters_, rows, columns, x, y);
        } else {
            table_.forward_f64(&table_, parameters_, rows, columns, x, y);
        }
    }
    // Hands over NULL for what the flags say is not read, as glia does.
    void backward(std::size_t rows, std::size_t columns, const Real* x, const Real* y, const Real* dy, Real* dx) const {
        backward_with(rows, columns, promises(GLIA_ACTIVATION_GRAD_IGNORES_X) ? nullptr : x,
                      promises(GLIA_ACTIVATION_GRAD_IGNORES_Y) ? nullptr : y, dy, dx);
    }
    // Hands over what is given.
    void backward_with(std::size_t rows, std::size_t columns, const Real* x, const Real* y, const Real* dy,
                       Real* dx) const {
        note_call(call("backward", rows, columns));
        if constexpr (single) {
            table_.backward(&table_, parameters_, rows, columns, x, y, dy, dx);
        } else {
            table_.backward_f64(&table_, parameters_, rows, columns, x, y, dy, dx);
        }
    }

    bool promises(std::uint32_t flag) const { return (table_.flags & flag) != 0; }
    const glia_activation_t& table() const { return table_; }

    // For texts: "forward (float32, 3 x 5, alpha=0.5)".
    std::string forward_text(std::size_t rows, std::size_t columns) const {
        return text(call("forward", rows, columns));
    }
    std::string backward_text(std::size_t rows, std::size_t columns) const {
        return text(call("backward", rows, columns));
    }

 private:
    Call call(const char* kernel, std::size_t rows, std::size_t columns) const {
        Call result = call_;
        result.kernel = kernel;
        result.rows = rows;
        result.columns = columns;
        return result;
    }

    const glia_activation_t& table_;
    const double* parameters_;
    Call call_;
};

// Calls test(Kernels) for each set of parameters, in float32 and, where the activation has kernels for it, in float64.
template <class Test>
void for_all_kernels(const glia_activation_t& table, std::uint64_t seed, const Test& test) {
    for (const std::vector<double>& parameters : parameter_sets(table, seed)) {
        test(Kernels<float>(table, parameters));
        if (table.forward_f64 != nullptr) test(Kernels<double>(table, parameters));
    }
}

// The same for the activation of the subject.
template <class Test>
void for_all_kernels(const Subject& subject, const Test& test) {
    for_all_kernels(open_table(subject), subject.seed, test);
}

// What is computed forward and backward of whole arrays that are apart, to compare other ways with.
template <class Real>
struct Example {
    std::size_t rows;
    std::size_t columns;
    std::vector<Real> x, y, dy, dx;

    Example(const Kernels<Real>& kernels, std::size_t row_count, std::size_t column_count, std::vector<Real> inputs,
            std::vector<Real> gradients)
        : rows(row_count),
          columns(column_count),
          x(std::move(inputs)),
          y(x.size()),
          dy(std::move(gradients)),
          dx(x.size()) {
        kernels.forward(rows, columns, x.data(), y.data());
        kernels.backward(rows, columns, x.data(), y.data(), dy.data(), dx.data());
    }
};

}  // namespace glia::cli::plugin_check
