// x, y, dy, the parameters and their trained values stand in memory that cannot be written to.
#include "plugin_check/guarded_array.hpp"
#include "plugin_check/kernels.hpp"
#include "plugin_check/random.hpp"
#include "plugin_check/sizes.hpp"
#include "plugin_check/tests.hpp"

namespace glia::cli::plugin_check {
namespace {

template <class Real>
void keep(const glia_activation_t& table, const Choice& choice, Random& random) {
    GuardedArray<double> frozen_parameters("parameters", std::span<const double>(choice.parameters));
    frozen_parameters.freeze();
    const Kernels<Real> kernels(table, choice, frozen_parameters.data());
    for_all_shapes([&](Shape shape) {
        const std::size_t size = shape.rows * shape.columns;
        GuardedArray<Real> trained("trained", kernels.trained(shape.columns));
        GuardedArray<Real> x("x", numbers<Real>(random, size));
        GuardedArray<Real> y("y", size);
        GuardedArray<Real> dy("dy", logits<Real>(random, size));
        GuardedArray<Real> dx("dx", size);
        GuardedArray<Real> gradient("gradient", trained.values().size());
        trained.freeze();
        x.freeze();
        kernels.forward(shape.rows, shape.columns, trained.data(), x.data(), y.data());
        y.freeze();
        dy.freeze();
        kernels.backward(shape.rows, shape.columns, trained.data(), x.data(), y.data(), dy.data(), dx.data(),
                         gradient.data());
    });
}

}  // namespace

std::string keep_inputs(const Subject& subject) {
    const glia_activation_t& table = open_table(subject);
    Random random(subject.seed);
    for (const Choice& choice : choices(table, subject.seed)) {
        keep<float>(table, choice, random);
        if (table.forward_f64 != nullptr) keep<double>(table, choice, random);
    }
    return "";
}

}  // namespace glia::cli::plugin_check
