#include "core/optimizers/penalty.hpp"

#include <cmath>

#include "core/optimizers/sign.hpp"

namespace glia {
namespace {

const std::vector<SpecDefinition>& penalties() {
    const auto factor = [](const char* name, double value) {
        return SpecParameter{name, value, 0, infinity, false, true};
    };
    static const SpecParameter per_row = {"per_row", 0, 0, 1};
    static const std::vector<SpecDefinition> list = {
        {"l1",
         "factor * sum |w|, for weights alone: many become 0 (Tibshirani, 1996)",
         {factor("factor", 1e-4), per_row}},
        {"l1_l2",
         "l1 * sum |w| + l2 / 2 * sum w^2, for weights alone (Zou and Hastie, 2005)",
         {factor("l1", 1e-4), factor("l2", 1e-4), per_row}},
        {"l2", "factor / 2 * sum w^2, for weights alone (Krogh and Hertz, 1992)", {factor("factor", 1e-4), per_row}},
        {"none", "no penalty", {}},
        {"weight_decay",
         "each update also takes learning_rate * factor * w from each weight w, past the optimizer's moments "
         "(Loshchilov "
         "and Hutter, 2019)",
         {factor("factor", 0.01)}},
    };
    return list;
}

}  // namespace

std::span<const SpecDefinition> penalty_definitions() {
    return penalties();
}

Penalty::Penalty(std::string_view text) {
    const Spec spec = parse_spec("penalty", text);
    const std::vector<double> v = bind_spec("penalty", spec, find_definition("penalty", spec.name, penalties()));
    if (spec.name == "l1" || spec.name == "l1_l2") l1_ = v[0];
    if (spec.name == "l2") l2_ = v[0];
    if (spec.name == "l1_l2") l2_ = v[1];
    if (changes_loss()) per_row_ = v.back() != 0;
    if (spec.name == "weight_decay") decay_ = v[0];
}

template <class T>
double Penalty::loss(std::size_t rows, std::size_t size, const T* weights) const {
    double absolute = 0;
    double squares = 0;
    for (std::size_t i = 0; i < size; ++i) {
        const auto w = static_cast<double>(weights[i]);
        absolute += std::fabs(w);
        squares += w * w;
    }
    return (l1_ * absolute + l2_ / 2 * squares) / divisor(rows);
}

template <class T>
void Penalty::add_gradient(std::size_t rows, std::size_t size, const T* __restrict weights,
                           T* __restrict gradients) const {
    const auto l1 = static_cast<T>(l1_ / divisor(rows));
    const auto l2 = static_cast<T>(l2_ / divisor(rows));
    for (std::size_t i = 0; i < size; ++i) gradients[i] += l1 * sign(weights[i]) + l2 * weights[i];
}

template <class T>
void Penalty::decay(double learning_rate, std::size_t size, T* weights) const {
    const auto kept = static_cast<T>(1 - learning_rate * decay_);
    for (std::size_t i = 0; i < size; ++i) weights[i] *= kept;
}

template double Penalty::loss(std::size_t, std::size_t, const float*) const;
template double Penalty::loss(std::size_t, std::size_t, const double*) const;
template void Penalty::add_gradient(std::size_t, std::size_t, const float*, float*) const;
template void Penalty::add_gradient(std::size_t, std::size_t, const double*, double*) const;
template void Penalty::decay(double, std::size_t, float*) const;
template void Penalty::decay(double, std::size_t, double*) const;

}  // namespace glia
