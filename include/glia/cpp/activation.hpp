// glia/cpp/activation.hpp: the registry of activations, and activations of your own.
//
//     glia::registry::add(glia::elementwise(
//         "softsign", [](auto x) { return x / (1 + std::abs(x)); },
//         [](auto x, auto) { return 1 / ((1 + std::abs(x)) * (1 + std::abs(x))); }));
//     model.add_dense(16, "softsign");
#ifndef GLIA_CPP_ACTIVATION_HPP
#define GLIA_CPP_ACTIVATION_HPP

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "glia/cpp/handle.hpp"
#include "glia/registry.h"

namespace glia {

// A parameter of an activation; minimum <= default_value <= maximum, all finite.
struct ActivationParameter {
    std::string name;      // [a-z][a-z0-9_]*
    double default_value;  // where a spec gives none
    double minimum;        // values below it are refused
    double maximum;        // and values above it
};

// What a kernel is told beside its arrays, which are rows x columns.
struct KernelCall {
    Span<const double> parameters;  // their values, in the declared order
    std::size_t rows;               // of each array
    std::size_t columns;            // of each array
};

// y = f(x), and dx = dy * df/dx. A kernel runs on any number of threads at once, and must not call glia. Where it
// throws, its result counts as NaN, and the exception arrives from the call that needed it.
template <class T>
struct Kernels {
    // Writes y.
    std::function<void(const KernelCall&, Span<const T> x, Span<T> y)> forward;
    // Writes dx. Of x and y, what the flags say is not read is empty.
    std::function<void(const KernelCall&, Span<const T> x, Span<const T> y, Span<const T> dy, Span<T> dx)> backward;
};

// An activation of the program; members as glia_activation_t (plugin.h) has them. The float64 kernels may be empty.
struct Activation {
    std::string name;                                  // [a-z][a-z0-9_]*
    Kernels<float> kernels;                            // both functions
    Kernels<double> kernels_f64 = {};                  // both, or none
    std::vector<ActivationParameter> parameters = {};  // at most GLIA_PLUGIN_MAX_PARAMETERS
    std::uint32_t flags = 0;                           // promises, GLIA_ACTIVATION_*
    std::uint32_t revision = 1;                        // raised when the mathematics change
    std::string formula = {};                          // for people
    std::string reference = {};                        // where the mathematics come from
    std::string initializer = {};                      // of weights before it; empty: glorot_uniform
};

// An activation of f(x) and its derivative, which is given x and y = f(x). Where both take double too, as generic
// lambdas do, there are kernels for float64.
template <class Function, class Derivative>
Activation elementwise(std::string name, Function function, Derivative derivative);

namespace detail {

template <class T>
struct TableTypes;
template <>
struct TableTypes<float> {
    static const Kernels<float>& kernels(const Activation& activation) { return activation.kernels; }
};
template <>
struct TableTypes<double> {
    static const Kernels<double>& kernels(const Activation& activation) { return activation.kernels_f64; }
};

inline KernelCall kernel_call(const glia_activation_t* self, const double* parameters, std::size_t rows,
                              std::size_t columns) {
    return {Span<const double>(parameters, self->parameter_count), rows, columns};
}

template <class T, class Kernel>
void run_kernel(Span<T> result, Kernel&& kernel) noexcept {
    try {
        kernel();
    } catch (...) {
        Thrown::keep();
        for (T& number : result) number = std::numeric_limits<T>::quiet_NaN();
    }
}

template <class T>
void forward(const glia_activation_t* self, const double* parameters, std::size_t rows, std::size_t columns, const T* x,
             T* y) noexcept {
    const std::size_t size = rows * columns;
    run_kernel(Span<T>(y, size), [&] {
        TableTypes<T>::kernels(*static_cast<const Activation*>(self->user))
            .forward(kernel_call(self, parameters, rows, columns), Span<const T>(x, size), Span<T>(y, size));
    });
}

// x and y are NULL where flags have promised that they are not read.
template <class T>
void backward(const glia_activation_t* self, const double* parameters, std::size_t rows, std::size_t columns,
              const T* x, const T* y, const T* dy, T* dx) noexcept {
    const std::size_t size = rows * columns;
    run_kernel(Span<T>(dx, size), [&] {
        TableTypes<T>::kernels(*static_cast<const Activation*>(self->user))
            .backward(kernel_call(self, parameters, rows, columns), Span<const T>(x, x ? size : 0),
                      Span<const T>(y, y ? size : 0), Span<const T>(dy, size), Span<T>(dx, size));
    });
}

// Kernels that apply f, and df/dx, to each number.
template <class T, class Function, class Derivative>
Kernels<T> each(Function function, Derivative derivative) {
    return {[function](const KernelCall&, Span<const T> x, Span<T> y) {
                for (std::size_t i = 0; i < x.size(); ++i) y[i] = function(x[i]);
            },
            [derivative](const KernelCall&, Span<const T> x, Span<const T> y, Span<const T> dy, Span<T> dx) {
                for (std::size_t i = 0; i < x.size(); ++i) dx[i] = dy[i] * derivative(x[i], y[i]);
            }};
}

template <class Result, class Function, class... Arguments>
constexpr bool gives = std::is_same_v<std::invoke_result_t<const Function&, Arguments...>, Result>;

}  // namespace detail

template <class Function, class Derivative>
Activation elementwise(std::string name, Function function, Derivative derivative) {
    Activation result{std::move(name), detail::each<float>(function, derivative)};
    if constexpr (detail::gives<double, Function, double> && detail::gives<double, Derivative, double, double>) {
        result.kernels_f64 = detail::each<double>(function, derivative);
    }
    result.flags = GLIA_ACTIVATION_ELEMENTWISE;
    return result;
}

// Where activations come from (registry.h).
namespace registry {

// Registers an activation, under its name.
inline void add(Activation activation) {
    auto kept = std::make_unique<Activation>(std::move(activation));
    std::vector<glia_activation_parameter_t> parameters;
    for (const ActivationParameter& parameter : kept->parameters) {
        parameters.push_back({parameter.name.c_str(), parameter.default_value, parameter.minimum, parameter.maximum});
    }
    glia_activation_t table = {};
    table.struct_size = sizeof table;
    table.flags = kept->flags;
    table.name = kept->name.c_str();
    table.revision = kept->revision;
    table.parameter_count = static_cast<std::uint32_t>(parameters.size());
    table.parameters = parameters.empty() ? nullptr : parameters.data();
    table.variant = "host";
    table.formula = detail::or_null(kept->formula);
    table.reference = detail::or_null(kept->reference);
    table.initializer = detail::or_null(kept->initializer);
    table.user = kept.get();
    table.destroy = detail::destroy_kept<Activation>;
    table.forward = kept->kernels.forward ? detail::forward<float> : nullptr;
    table.backward = kept->kernels.backward ? detail::backward<float> : nullptr;
    table.forward_f64 = kept->kernels_f64.forward ? detail::forward<double> : nullptr;
    table.backward_f64 = kept->kernels_f64.backward ? detail::backward<double> : nullptr;
    detail::hand_over(kept, detail::status_of(glia_registry_register_activation, &table));
}

// Forgets one that was added; models that use it keep it.
inline void remove(const std::string& name) {
    detail::call(glia_registry_unregister_activation, name.c_str());
}

// Loads a plugin file, or searches a directory before those known so far; the path is absolute.
inline void load(const std::string& path) {
    detail::call(glia_registry_load, path.c_str());
}
inline void add_directory(const std::string& path) {
    detail::call(glia_registry_add_directory, path.c_str());
}

// Allows only these activations to come from plugin files. sha256: empty, or for each name the hash of the one file
// that may define it, empty for any file.
inline void allow(const std::vector<std::string>& names, const std::vector<std::string>& sha256 = {}) {
    std::vector<const char*> allowed = detail::pointers(names), hashes;
    if (!sha256.empty()) detail::expect_size("sha256", sha256.size(), names.size());
    for (const std::string& hash : sha256) hashes.push_back(detail::or_null(hash));
    allowed.push_back(nullptr);  // so that there is a pointer where there is no name
    detail::call(glia_registry_set_allowed, allowed.data(), hashes.empty() ? nullptr : hashes.data(), names.size());
}
// Allows every plugin file again.
inline void allow_all() {
    detail::call(glia_registry_set_allowed, nullptr, nullptr, std::size_t{0});
}

// All names, for which every plugin is opened.
inline std::vector<std::string> names() {
    std::size_t count = 0;
    detail::call(glia_registry_count, &count);
    std::vector<std::string> result;
    for (std::size_t i = 0; i < count; ++i) result.push_back(detail::text(glia_registry_name, i));
    return result;
}

// An activation as JSON, and the file that it comes from, empty for one of the program.
inline std::string describe(const std::string& name) {
    return detail::text(glia_registry_describe, name.c_str());
}
inline std::string path(const std::string& name) {
    return detail::text(glia_registry_path, name.c_str());
}
// The directories searched, in order, one a line.
inline std::string search_path() {
    return detail::text(glia_registry_search_path);
}

}  // namespace registry
}  // namespace glia

#endif
