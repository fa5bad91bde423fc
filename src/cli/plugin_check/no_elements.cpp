// No rows or no columns are nothing to do, whatever the pointers are, and their gradients are 0.
#include "plugin_check/compare.hpp"
#include "plugin_check/guarded_array.hpp"
#include "plugin_check/kernels.hpp"
#include "plugin_check/sizes.hpp"
#include "plugin_check/tests.hpp"

namespace glia::cli::plugin_check {

std::string do_nothing_without_elements(const Subject& subject) {
    for_all_kernels(subject, [&]<class Real>(const Kernels<Real>& kernels) {
        for (const Shape shape : {Shape{0, 0}, Shape{0, 5}, Shape{5, 0}}) {
            const std::vector<Real> trained = kernels.trained(shape.columns);
            std::vector<Real> gradient(trained.size(), 1);
            {
                const Note note("there are no elements");
                GuardedArray<Real> x("x", 0);
                GuardedArray<Real> y("y", 0);
                GuardedArray<Real> dy("dy", 0);
                GuardedArray<Real> dx("dx", 0);
                kernels.forward(shape.rows, shape.columns, trained.data(), x.data(), y.data());
                kernels.backward(shape.rows, shape.columns, trained.data(), x.data(), y.data(), dy.data(), dx.data(),
                                 gradient.data());
            }
            require_same(kernels.backward_text(shape.rows, shape.columns), "gradient",
                         std::vector<Real>(gradient.size()), gradient, "where there are no elements");
            const Note note("there are no elements, and the arrays are NULL");
            Real* const none = nullptr;
            kernels.forward(shape.rows, shape.columns, trained.data(), none, none);
            kernels.backward(shape.rows, shape.columns, trained.data(), none, none, none, none, gradient.data());
        }
    });
    return "";
}

}  // namespace glia::cli::plugin_check
