// No rows or no columns are nothing to do, whatever the pointers are.
#include "plugin_check/guarded_array.hpp"
#include "plugin_check/kernels.hpp"
#include "plugin_check/sizes.hpp"
#include "plugin_check/tests.hpp"

namespace glia::cli::plugin_check {

std::string do_nothing_without_elements(const Subject& subject) {
    for_all_kernels(subject, [&]<class Real>(const Kernels<Real>& kernels) {
        for (const Shape shape : {Shape{0, 0}, Shape{0, 5}, Shape{5, 0}}) {
            {
                const Note note("there are no elements");
                GuardedArray<Real> x("x", 0);
                GuardedArray<Real> y("y", 0);
                GuardedArray<Real> dy("dy", 0);
                GuardedArray<Real> dx("dx", 0);
                kernels.forward(shape.rows, shape.columns, x.data(), y.data());
                kernels.backward(shape.rows, shape.columns, x.data(), y.data(), dy.data(), dx.data());
            }
            const Note note("there are no elements, and the arrays are NULL");
            Real* const none = nullptr;
            kernels.forward(shape.rows, shape.columns, none, none);
            kernels.backward(shape.rows, shape.columns, none, none, none, none);
        }
    });
    return "";
}

}  // namespace glia::cli::plugin_check
