// INPLACE: y may be x, and dx may be dy.
#include "plugin_check/compare.hpp"
#include "plugin_check/kernels.hpp"
#include "plugin_check/promises.hpp"
#include "plugin_check/random.hpp"
#include "plugin_check/sizes.hpp"
#include "plugin_check/tests.hpp"

namespace glia::cli::plugin_check {

std::string work_in_place(const Subject& subject) {
    const glia_activation_t& table = open_promising(subject, GLIA_ACTIVATION_INPLACE);
    Random random(subject.seed);
    for_all_kernels(table, subject.seed, [&]<class Real>(const Kernels<Real>& kernels) {
        for_all_shapes([&](Shape shape) {
            const std::size_t size = shape.rows * shape.columns;
            const Example<Real> whole(kernels, shape.rows, shape.columns, numbers<Real>(random, size),
                                      logits<Real>(random, size));
            std::vector<Real> y = whole.x;
            kernels.forward(shape.rows, shape.columns, y.data(), y.data());
            require_same(kernels.forward_text(shape.rows, shape.columns), "y", whole.y, y, "in place");
            std::vector<Real> dx = whole.dy;
            kernels.backward(shape.rows, shape.columns, whole.x.data(), whole.y.data(), dx.data(), dx.data());
            require_same(kernels.backward_text(shape.rows, shape.columns), "dx", whole.dx, dx, "in place");
        });
    });
    return "";
}

}  // namespace glia::cli::plugin_check
