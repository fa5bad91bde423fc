// What stood in y, dx and gradient before does not matter, and the same call gives the same bits whatever came in
// between.
#include <limits>

#include "plugin_check/example.hpp"
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
                Results<Real> got = whole.empty_results(filling);
                whole.compute(kernels, got);
                whole.require(kernels, got, "where the array was full of " + shortest(filling));
            }
        });
    });
    return "";
}

}  // namespace glia::cli::plugin_check
