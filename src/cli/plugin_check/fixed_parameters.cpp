// Where all units have the value that training begins with, the kernels for trained parameters compute what those for
// fixed ones do: a program with an older glia calls the latter.
#include "plugin_check/promises.hpp"
#include "plugin_check/reference.hpp"
#include "plugin_check/tests.hpp"

namespace glia::cli::plugin_check {
namespace {

template <class Real>
void compare(const glia_activation_t& table, const Choice& choice, Random& random) {
    Choice as_fixed = choice;
    as_fixed.trained = Trained::none;
    const Kernels<Real> trained(table, choice);
    const Kernels<Real> fixed(table, as_fixed);
    for (const Shape shape : compared_shapes) {
        const std::vector<Real> x = logits<Real>(random, shape.rows * shape.columns);
        const std::vector<Real> dy = logits<Real>(random, x.size());
        const Reference reference = make_reference(fixed, shape, x, dy, closeness_of<Real>.little, random);
        require_agreement(trained, shape, x, dy, reference, closeness_of<Real>, "with fixed parameters");
    }
}

}  // namespace

std::string agree_with_fixed_parameters(const Subject& subject) {
    const glia_activation_t& table = open_training(subject);
    Random random(subject.seed);
    for (const Choice& choice : choices(table, subject.seed)) {
        if (choice.trained != Trained::first) continue;
        compare<float>(table, choice, random);
        if (table.forward_f64 != nullptr) compare<double>(table, choice, random);
    }
    return "";
}

}  // namespace glia::cli::plugin_check
