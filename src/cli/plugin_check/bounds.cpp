// Nothing before or after the arrays is touched.
#include "plugin_check/example.hpp"
#include "plugin_check/guarded_array.hpp"
#include "plugin_check/random.hpp"
#include "plugin_check/sizes.hpp"
#include "plugin_check/tests.hpp"

namespace glia::cli::plugin_check {
namespace {

std::string keep_within(const Subject& subject, Guard guard) {
    Random random(subject.seed);
    for_all_kernels(subject, [&]<class Real>(const Kernels<Real>& kernels) {
        for_all_shapes([&](Shape shape) {
            const std::size_t size = shape.rows * shape.columns;
            const Example<Real> whole(kernels, shape.rows, shape.columns, numbers<Real>(random, size),
                                      logits<Real>(random, size));
            GuardedArray<Real> x("x", whole.x, guard);
            GuardedArray<Real> y("y", size, guard);
            GuardedArray<Real> dy("dy", whole.dy, guard);
            GuardedArray<Real> dx("dx", size, guard);
            GuardedArray<Real> trained("trained", whole.trained, guard);
            GuardedArray<Real> gradient("gradient", whole.trained.size(), guard);
            kernels.forward(shape.rows, shape.columns, trained.data(), x.data(), y.data());
            kernels.backward(shape.rows, shape.columns, trained.data(), x.data(), y.data(), dy.data(), dx.data(),
                             gradient.data());
            const std::string how = "between pages that cannot be touched";
            whole.require_y(kernels, y.values(), how);
            whole.require_dx(kernels, dx.values(), how);
            whole.require_gradient(kernels, gradient.values(), how);
        });
    });
    return "";
}

}  // namespace

std::string keep_to_the_ends(const Subject& subject) {
    return keep_within(subject, Guard::end);
}

std::string keep_to_the_starts(const Subject& subject) {
    return keep_within(subject, Guard::start);
}

}  // namespace glia::cli::plugin_check
