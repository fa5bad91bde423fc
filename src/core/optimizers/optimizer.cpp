#include "core/optimizers/optimizer.hpp"

#include "core/optimizers/lbfgs.hpp"
#include "core/optimizers/optimizers.hpp"

namespace glia {
namespace {

const std::vector<SpecDefinition>& optimizers() {
    // Ranges that several optimizers share.
    const auto rate = [](double value) { return SpecParameter{"learning_rate", value, 0, infinity, false, true}; };
    const auto share = [](const char* name, double value) { return SpecParameter{name, value, 0, 1, false, true}; };
    const auto epsilon = [](double value) { return SpecParameter{"epsilon", value, 0, infinity, true, true}; };
    const auto amount = [](const char* name, double value) {
        return SpecParameter{name, value, 0, infinity, false, true};
    };
    const auto positive = [](const char* name, double value) {
        return SpecParameter{name, value, 0, infinity, true, true};
    };
    // One of the two must be above 0.
    const SpecParameter adams_epsilon = amount("epsilon", 1e-8);
    const SpecParameter epsilon_hat = amount("epsilon_hat", 0);
    static const std::vector<SpecDefinition> list = {
        {"adadelta",
         "steps of the size of earlier steps, over the root mean square of gradients (Zeiler, 2012)",
         {rate(1), share("rho", 0.9), epsilon(1e-6)}},
        {"adagrad",
         "steps over the root of the sum of squared gradients (Duchi, Hazan and Singer, 2011)",
         {rate(0.01), amount("learning_rate_decay", 0), amount("initial_accumulator", 0), epsilon(1e-10)}},
        {"adam",
         "adaptive moment estimation (Kingma and Ba, 2015)",
         {rate(0.001), share("beta1", 0.9), share("beta2", 0.999), adams_epsilon, epsilon_hat}},
        {"adamw",
         "Adam with decoupled weight decay of every parameter (Loshchilov and Hutter, 2019)",
         {rate(0.001), share("beta1", 0.9), share("beta2", 0.999), adams_epsilon, epsilon_hat,
          amount("weight_decay", 0.01)}},
        {"amsgrad",
         "Adam with the largest second moment so far (Reddi, Kale and Kumar, 2018)",
         {rate(0.001), share("beta1", 0.9), share("beta2", 0.999), adams_epsilon, epsilon_hat}},
        {"irprop_minus",
         "iRprop-: a step for each parameter, which grows while the gradient keeps its sign and shrinks when it "
         "changes; "
         "for gradients of all rows (Igel and Huesken, 2000)",
         {positive("initial_step", 0.01),
          {"decrease", 0.5, 0, 1, true, true},
          {"increase", 1.2, 1, infinity, true, true},
          positive("smallest_step", 1e-6),
          positive("largest_step", 50)}},
        lbfgs_definition(),
        {"lion",
         "the sign of momentum, with decoupled weight decay of every parameter (Chen et al., 2023)",
         {rate(1e-4), share("beta1", 0.9), share("beta2", 0.99), amount("weight_decay", 0)}},
        {"nadam",
         "Adam with Nesterov's momentum (Dozat, 2016)",
         {rate(0.002), share("beta1", 0.9), share("beta2", 0.999), epsilon(1e-8), amount("momentum_decay", 0.004)}},
        {"rmsprop",
         "steps over the root mean square of gradients, or of what they vary by if centered (Tieleman and Hinton, "
         "2012; "
         "centered: Graves, 2013)",
         {rate(0.01), share("alpha", 0.99), epsilon(1e-8), share("momentum", 0), {"centered", 0, 0, 1}}},
        {"sgd",
         "stochastic gradient descent, with momentum or Nesterov's momentum (Sutskever et al., 2013)",
         {rate(0.01), share("momentum", 0), {"nesterov", 0, 0, 1}}},
    };
    return list;
}

}  // namespace

std::span<const SpecDefinition> optimizer_definitions() {
    return optimizers();
}

template <class T>
std::unique_ptr<const Optimizer<T>> make_optimizer(std::string_view text) {
    const Spec spec = parse_spec("optimizer", text);
    const std::vector<double> v = bind_spec("optimizer", spec, find_definition("optimizer", spec.name, optimizers()));
    const std::string& name = spec.name;
    if (name == "adadelta") return std::make_unique<Adadelta<T>>(v[0], v[1], v[2]);
    if (name == "adagrad") return std::make_unique<Adagrad<T>>(v[0], v[1], v[2], v[3]);
    if (name == "adam") return std::make_unique<Adam<T>>(v[0], v[1], v[2], Epsilon{v[3], v[4]});
    if (name == "adamw") return std::make_unique<AdamW<T>>(v[0], v[1], v[2], Epsilon{v[3], v[4]}, v[5]);
    if (name == "amsgrad") return std::make_unique<Amsgrad<T>>(v[0], v[1], v[2], Epsilon{v[3], v[4]});
    if (name == "irprop_minus") return std::make_unique<IrpropMinus<T>>(v[0], v[1], v[2], v[3], v[4]);
    if (name == "lbfgs") {
        throw invalid("optimizer 'lbfgs' searches along lines, over all rows; it cannot make single updates");
    }
    if (name == "lion") return std::make_unique<Lion<T>>(v[0], v[1], v[2], v[3]);
    if (name == "nadam") return std::make_unique<Nadam<T>>(v[0], v[1], v[2], v[3], v[4]);
    if (name == "rmsprop") return std::make_unique<Rmsprop<T>>(v[0], v[1], v[2], v[3], v[4] != 0);
    return std::make_unique<Sgd<T>>(v[0], v[1], v[2] != 0);
}

template std::unique_ptr<const Optimizer<float>> make_optimizer(std::string_view);
template std::unique_ptr<const Optimizer<double>> make_optimizer(std::string_view);

}  // namespace glia
