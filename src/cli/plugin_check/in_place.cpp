// INPLACE: y may be x, and dx may be dy.
#include "plugin_check/example.hpp"
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
            Results<Real> got = {whole.x, whole.dy, std::vector<Real>(whole.trained.size())};
            kernels.forward(shape.rows, shape.columns, whole.trained.data(), got.y.data(), got.y.data());
            kernels.backward(shape.rows, shape.columns, whole.trained.data(), whole.x.data(), whole.results.y.data(),
                             got.dx.data(), got.dx.data(), got.gradient.data());
            whole.require(kernels, got, "in place");
        });
    });
    return "";
}

}  // namespace glia::cli::plugin_check
