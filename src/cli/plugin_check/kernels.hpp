// The kernels of an activation with values of its parameters, for float32 or float64, and for fixed or trained
// parameters, under one name. Each call is noted in the channel before it is made.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <type_traits>
#include <vector>

#include "number.hpp"
#include "plugin_check/channel.hpp"
#include "plugin_check/random.hpp"
#include "plugin_check/subject.hpp"
#include "plugin_check/trained.hpp"

namespace glia::cli::plugin_check {

// Which values trained parameters have.
enum class Trained {
    none,   // the kernels are those that take all parameters as fixed
    first,  // those that training begins with, for all units
    drawn,  // of each unit others
};

// What kernels are called with, besides arrays.
struct Choice {
    std::vector<double> parameters;
    Trained trained = Trained::none;
    std::uint64_t seed = 0;  // of values that are drawn
};

// With each set of parameters, fixed and, where there are such, trained.
inline std::vector<Choice> choices(const glia_activation_t& table, std::uint64_t seed) {
    std::vector<Choice> all;
    for (const std::vector<double>& parameters : parameter_sets(table, seed)) {
        all.push_back({parameters, Trained::none, seed});
        if (!has_trained(table)) continue;
        all.push_back({parameters, Trained::first, seed});
        all.push_back({parameters, Trained::drawn, seed});
    }
    return all;
}

template <class Real>
class Kernels {
 public:
    using Number = Real;
    static constexpr bool single = std::is_same_v<Real, float>;

    // The table and the choice outlive this.
    Kernels(const glia_activation_t& table, const Choice& choice) : Kernels(table, choice, choice.parameters.data()) {}
    // With the same values of parameters at another place.
    Kernels(const glia_activation_t& table, const Choice& choice, const double* parameters)
        // NULL stands for no parameters, as the interface has it.
        : table_(table), choice_(choice), parameters_(table.parameter_count == 0 ? nullptr : parameters) {
        std::string list;
        for (std::uint32_t i = 0; i < table.parameter_count; ++i) {
            const bool drawn = choice.trained == Trained::drawn && training_of(table, i) != GLIA_PARAMETER_FIXED;
            list += (i == 0 ? "" : ", ") + std::string(table.parameters[i].name) + "=" +
                    (drawn ? "drawn" : shortest(choice.parameters[i]));
        }
        call_.number = single ? "float32" : "float64";
        std::copy_n(list.begin(), std::min(list.size(), call_.parameters.size() - 1), call_.parameters.begin());
    }

    // Values of the trained parameters for so many columns, the same each time; none for kernels that know none.
    std::vector<Real> trained(std::size_t columns) const {
        std::vector<Real> values;
        Random random(choice_.seed);
        for (std::uint32_t i = 0; is_trained() && i < table_.parameter_count; ++i) {
            for (std::size_t j = 0; j < trained_size(table_, i, columns); ++j) {
                const double value = choice_.trained == Trained::first ? choice_.parameters[i] : random.logit();
                values.push_back(static_cast<Real>(static_cast<float>(value)));  // equal in both precisions
            }
        }
        return values;
    }

    // Kernels for fixed parameters do not look at `trained` and `gradient`.
    void forward(std::size_t rows, std::size_t columns, const Real* trained, const Real* x, Real* y) const {
        note_call(call("forward", rows, columns));
        if (is_trained()) {
            if constexpr (single) {
                table_.forward_trained(&table_, parameters_, trained, rows, columns, x, y);
            } else {
                table_.forward_trained_f64(&table_, parameters_, trained, rows, columns, x, y);
            }
        } else if constexpr (single) {
            table_.forward(&table_, parameters_, rows, columns, x, y);
        } else {
            table_.forward_f64(&table_, parameters_, rows, columns, x, y);
        }
    }
    // Hands over NULL for what the flags say is not read, as glia does.
    void backward(std::size_t rows, std::size_t columns, const Real* trained, const Real* x, const Real* y,
                  const Real* dy, Real* dx, Real* gradient) const {
        backward_with(rows, columns, trained, promises(GLIA_ACTIVATION_GRAD_IGNORES_X) ? nullptr : x,
                      promises(GLIA_ACTIVATION_GRAD_IGNORES_Y) ? nullptr : y, dy, dx, gradient);
    }
    // Hands over what is given.
    void backward_with(std::size_t rows, std::size_t columns, const Real* trained, const Real* x, const Real* y,
                       const Real* dy, Real* dx, Real* gradient) const {
        note_call(call("backward", rows, columns));
        if (is_trained()) {
            if constexpr (single) {
                table_.backward_trained(&table_, parameters_, trained, rows, columns, x, y, dy, dx, gradient);
            } else {
                table_.backward_trained_f64(&table_, parameters_, trained, rows, columns, x, y, dy, dx, gradient);
            }
        } else if constexpr (single) {
            table_.backward(&table_, parameters_, rows, columns, x, y, dy, dx);
        } else {
            table_.backward_f64(&table_, parameters_, rows, columns, x, y, dy, dx);
        }
    }

    bool promises(std::uint32_t flag) const { return (table_.flags & flag) != 0; }
    bool is_trained() const { return choice_.trained != Trained::none; }
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
        result.trained = is_trained();
        result.rows = rows;
        result.columns = columns;
        return result;
    }

    const glia_activation_t& table_;
    const Choice& choice_;
    const double* parameters_;
    Call call_;
};

// Calls test(Kernels) for each choice, in float32 and, where the activation has kernels for it, in float64.
template <class Test>
void for_all_kernels(const glia_activation_t& table, std::uint64_t seed, const Test& test) {
    for (const Choice& choice : choices(table, seed)) {
        test(Kernels<float>(table, choice));
        if (table.forward_f64 != nullptr) test(Kernels<double>(table, choice));
    }
}

// The same for the activation of the subject.
template <class Test>
void for_all_kernels(const Subject& subject, const Test& test) {
    for_all_kernels(open_table(subject), subject.seed, test);
}

}  // namespace glia::cli::plugin_check
