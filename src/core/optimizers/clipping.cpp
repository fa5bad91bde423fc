#include "core/optimizers/clipping.hpp"

#include <algorithm>
#include <cmath>

#include "core/ordered_sum.hpp"

namespace glia {
namespace {

const std::vector<SpecDefinition>& definitions() {
    static const SpecParameter limit = {"limit", 1, 0, std::numeric_limits<double>::infinity(), true, true};
    static const std::vector<SpecDefinition> list = {
        {"none", "gradients as they are", {}},
        {"norm",
         "all gradients, as one vector, are scaled back to a norm of at most `limit` (Pascanu, Mikolov and Bengio, "
         "2013)",
         {limit}},
        {"value", "each gradient is kept from -limit to limit", {limit}},
    };
    return list;
}

// part(first gradient, size) over all parts.
template <class T, class Part>
void run_all(std::span<const std::span<T>> gradients, Workers& workers, const Part& part) {
    for (const std::span<T> each : gradients) {
        run_elements(workers, each.size(),
                     [&](std::size_t first, std::size_t size) noexcept { part(each.data() + first, size); });
    }
}

}  // namespace

std::span<const SpecDefinition> clipping_definitions() {
    return definitions();
}

Clipping::Clipping(std::string_view text) {
    const Spec spec = parse_spec("clipping", text);
    const std::vector<double> v = bind_spec("clipping", spec, find_definition("clipping", spec.name, definitions()));
    if (spec.name == "none") return;
    kind_ = spec.name == "norm" ? Kind::norm : Kind::value;
    limit_ = v[0];
}

template <class T>
void Clipping::apply(std::span<const std::span<T>> gradients, Workers& workers) const {
    if (kind_ == Kind::value) {
        const auto limit = static_cast<T>(limit_);
        run_all(gradients, workers, [=](T* g, std::size_t size) noexcept {
            for (std::size_t i = 0; i < size; ++i) g[i] = std::clamp(g[i], -limit, limit);
        });
    } else if (kind_ == Kind::norm) {
        const double norm = gradient_norm(gradients, workers);
        if (!(norm > limit_)) return;
        const auto factor = static_cast<T>(limit_ / norm);
        run_all(gradients, workers, [=](T* g, std::size_t size) noexcept {
            for (std::size_t i = 0; i < size; ++i) g[i] *= factor;
        });
    }
}

template <class T>
double gradient_norm(std::span<const std::span<T>> gradients, Workers& workers) {
    double squares = 0;
    for (const std::span<T> each : gradients) squares += dot(workers, each.size(), each.data(), each.data());
    return std::sqrt(squares);
}

template void Clipping::apply(std::span<const std::span<float>>, Workers&) const;
template void Clipping::apply(std::span<const std::span<double>>, Workers&) const;
template double gradient_norm(std::span<const std::span<float>>, Workers&);
template double gradient_norm(std::span<const std::span<double>>, Workers&);

}  // namespace glia
