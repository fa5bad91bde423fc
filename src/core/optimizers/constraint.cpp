#include <cmath>

#include "core/optimizers/penalty.hpp"

namespace glia {
namespace {

const std::vector<SpecDefinition>& constraints() {
    static const std::vector<SpecDefinition> list = {
        {"max_norm",
         "after each update, each unit's weights are scaled back to a norm of at most `limit` (Srivastava et al., "
         "2014)",
         {{"limit", 3, 0, infinity, true, true}}},
        {"none", "no limit", {}},
    };
    return list;
}

}  // namespace

std::span<const SpecDefinition> constraint_definitions() {
    return constraints();
}

Constraint::Constraint(std::string_view text) {
    const Spec spec = parse_spec("constraint", text);
    const std::vector<double> v =
        bind_spec("constraint", spec, find_definition("constraint", spec.name, constraints()));
    if (spec.name == "max_norm") limit_ = v[0];
}

template <class T>
void Constraint::apply(std::size_t units, std::size_t inputs, T* weights) const {
    for (std::size_t unit = 0; unit < units; ++unit) {
        T* const row = weights + unit * inputs;
        double squares = 0;
        for (std::size_t i = 0; i < inputs; ++i) squares += static_cast<double>(row[i]) * static_cast<double>(row[i]);
        const double norm = std::sqrt(squares);
        if (!(norm > limit_)) continue;
        const auto factor = static_cast<T>(limit_ / norm);
        for (std::size_t i = 0; i < inputs; ++i) row[i] *= factor;
    }
}

template void Constraint::apply(std::size_t, std::size_t, float*) const;
template void Constraint::apply(std::size_t, std::size_t, double*) const;

}  // namespace glia
