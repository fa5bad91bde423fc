// What stood in y and dx before does not matter, and the same call gives the same bits whatever came in between.
#include <limits>

#include "plugin_check/compare.hpp"
#include "plugin_check/kernels.hpp"
#include "plugin_check/random.hpp"
#include "plugin_check/sizes.hpp"
#include "plugin_check/tests.hpp"

namespace glia::cli::plugin_check {

std::string overwrite_outputs(const Subject& subject) {
    Random random(subject.seed);
    for_all_kernels(subject, [&]<class Real>(const Kernels<Real>& kernels) {
        for_all_shapes([&](Shape shape) {
            const std::size_t size = shape.rows * shape.columns;
            const Example<Real> whole(kernels, shape.rows, shape.columns, numbers<Real>(random, size),
                                      logits<Real>(random, size));
            for (const Real filling : {std::numeric_limits<Real>::quiet_NaN(), Real(1e30)}) {
                std::vector<Real> y(size, filling);
                std::vector<Real> dx(size, filling);
                kernels.forward(shape.rows, shape.columns, whole.x.data(), y.data());
                kernels.backward(shape.rows, shape.columns, whole.x.data(), whole.y.data(), whole.dy.data(), dx.data());
                const std::string how = "where the array was full of " + shortest(filling);
                require_same(kernels.forward_text(shape.rows, shape.columns), "y", whole.y, y, how);
                require_same(kernels.backward_text(shape.rows, shape.columns), "dx", whole.dx, dx, how);
            }
        });
    });
    return "";
}

}  // namespace glia::cli::plugin_check
