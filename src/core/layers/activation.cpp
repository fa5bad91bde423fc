#include "core/layers/activation.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>

#include "base/activation_table.hpp"
#include "base/format.hpp"

namespace glia {
namespace {

// parameters is NULL when there are none: the promise of glia/plugin.h.
const double* values_or_null(const std::vector<double>& values) {
    return values.empty() ? nullptr : values.data();
}

template <class T>
void copy_unless_same(std::size_t size, const T* from, T* to) {
    if (to != from) std::copy_n(from, size, to);
}

}  // namespace

SpecDefinition activation_definition(const glia_activation_t& table) {
    SpecDefinition definition;
    definition.name = table.name;
    definition.summary = table.formula != nullptr ? table.formula : "";
    for (std::uint32_t i = 0; i < table.parameter_count; ++i) {
        const glia_activation_parameter_t& parameter = table.parameters[i];
        definition.parameters.push_back(
            {parameter.name, parameter.default_value, parameter.minimum, parameter.maximum, false, false});
    }
    return definition;
}

Activation::Activation(ActivationTable table, const Spec& spec)
    : table_(std::move(table)), parameters_(bind_spec("activation", spec, activation_definition(*table_))) {
    for (std::uint32_t i = 0; i < table_->parameter_count; ++i) {
        const std::uint32_t training = training_of(*table_, i);
        if (training != GLIA_PARAMETER_FIXED) trained_.push_back({i, training == GLIA_PARAMETER_PER_UNIT});
    }
}

std::vector<Tensor> Activation::tensors(std::size_t units, std::size_t offset) const {
    std::vector<Tensor> tensors;
    for (const auto& [parameter, per_unit] : trained_) {
        const std::size_t size = per_unit ? units : 1;
        tensors.push_back({.name = format("activation.{}", table_->parameters[parameter].name),
                           .shape = {size},
                           .offset = offset,
                           .size = size,
                           .is_weight = false,
                           .initializer = format("constant(value={})", format_number(parameters_[parameter]))});
        offset += size;
    }
    return tensors;
}

std::size_t Activation::trained_size(std::size_t units) const noexcept {
    std::size_t size = 0;
    for (const Trained& each : trained_) size += each.per_unit ? units : 1;
    return size;
}

template <class T>
void Activation::forward(std::size_t rows, std::size_t cols, const T* x, T* y) const {
    if (has(GLIA_ACTIVATION_IDENTITY)) return copy_unless_same(rows * cols, x, y);
    if constexpr (std::is_same_v<T, float>) {
        table_->forward(table_.get(), values_or_null(parameters_), rows, cols, x, y);
    } else {
        table_->forward_f64(table_.get(), values_or_null(parameters_), rows, cols, x, y);
    }
}

template <class T>
void Activation::backward(std::size_t rows, std::size_t cols, const T* x, const T* y, const T* dy, T* dx) const {
    if (has(GLIA_ACTIVATION_IDENTITY)) return copy_unless_same(rows * cols, dy, dx);
    if constexpr (std::is_same_v<T, float>) {
        table_->backward(table_.get(), values_or_null(parameters_), rows, cols, x, y, dy, dx);
    } else {
        table_->backward_f64(table_.get(), values_or_null(parameters_), rows, cols, x, y, dy, dx);
    }
}

template <class T>
void Activation::forward(const T* trained, std::size_t rows, std::size_t cols, const T* x, T* y) const {
    if (!is_trained()) return forward(rows, cols, x, y);
    if constexpr (std::is_same_v<T, float>) {
        table_->forward_trained(table_.get(), parameters_.data(), trained, rows, cols, x, y);
    } else {
        table_->forward_trained_f64(table_.get(), parameters_.data(), trained, rows, cols, x, y);
    }
}

template <class T>
void Activation::backward(const T* trained, std::size_t rows, std::size_t cols, const T* x, const T* y, const T* dy,
                          T* dx, T* gradient) const {
    if constexpr (std::is_same_v<T, float>) {
        table_->backward_trained(table_.get(), parameters_.data(), trained, rows, cols, x, y, dy, dx, gradient);
    } else {
        table_->backward_trained_f64(table_.get(), parameters_.data(), trained, rows, cols, x, y, dy, dx, gradient);
    }
}

template <class T>
bool Activation::supports() const noexcept {
    return std::is_same_v<T, float> || (table_->forward_f64 != nullptr && table_->backward_f64 != nullptr);
}

template <class T>
void Activation::require() const {
    if (!supports<T>()) throw error(GLIA_ERROR_UNSUPPORTED, "activation '{}' has no double-precision kernels", name());
}

std::string Activation::spec() const {
    return format_spec(activation_definition(*table_), parameters_);
}

Activation make_activation(std::string_view text, const ActivationFinder& find) {
    const Spec spec = parse_spec("activation", text);
    return {find(spec.name), spec};
}

template void Activation::forward(std::size_t, std::size_t, const float*, float*) const;
template void Activation::forward(std::size_t, std::size_t, const double*, double*) const;
template void Activation::backward(std::size_t, std::size_t, const float*, const float*, const float*, float*) const;
template void Activation::backward(std::size_t, std::size_t, const double*, const double*, const double*,
                                   double*) const;
template void Activation::forward(const float*, std::size_t, std::size_t, const float*, float*) const;
template void Activation::forward(const double*, std::size_t, std::size_t, const double*, double*) const;
template void Activation::backward(const float*, std::size_t, std::size_t, const float*, const float*, const float*,
                                   float*, float*) const;
template void Activation::backward(const double*, std::size_t, std::size_t, const double*, const double*, const double*,
                                   double*, double*) const;
template bool Activation::supports<float>() const noexcept;
template bool Activation::supports<double>() const noexcept;
template void Activation::require<float>() const;
template void Activation::require<double>() const;

}  // namespace glia
