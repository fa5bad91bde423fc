#include "core/optimizer.hpp"

#include <limits>

#include "core/optimizers.hpp"

namespace glia {
namespace {

const std::vector<SpecDefinition>& definitions() {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    static const std::vector<SpecDefinition> list = {
        {"adam",
         "adaptive moment estimation (Kingma and Ba, 2015)",
         {{"learning_rate", 0.001, 0, infinity, false, true},
          {"beta1", 0.9, 0, 1, false, true},
          {"beta2", 0.999, 0, 1, false, true},
          {"epsilon", 1e-8, 0, infinity, true, true}}},
        {"sgd",
         "stochastic gradient descent, with momentum or Nesterov's momentum (Sutskever et al., 2013)",
         {{"learning_rate", 0.01, 0, infinity, false, true},
          {"momentum", 0, 0, 1, false, true},
          {"nesterov", 0, 0, 1}}},
    };
    return list;
}

}  // namespace

std::span<const SpecDefinition> optimizer_definitions() {
    return definitions();
}

template <class T>
std::unique_ptr<const Optimizer<T>> make_optimizer(std::string_view text) {
    const Spec spec = parse_spec("optimizer", text);
    const std::vector<double> v = bind_spec("optimizer", spec, find_definition("optimizer", spec.name, definitions()));
    if (spec.name == "adam") return std::make_unique<Adam<T>>(v[0], v[1], v[2], v[3]);
    return std::make_unique<Sgd<T>>(v[0], v[1], v[2] != 0);
}

template std::unique_ptr<const Optimizer<float>> make_optimizer(std::string_view);
template std::unique_ptr<const Optimizer<double>> make_optimizer(std::string_view);

}  // namespace glia
