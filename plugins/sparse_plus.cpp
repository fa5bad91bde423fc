#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/math.hpp"

namespace {

using namespace glia::plugin;

// The derivative is 0 up to -1, 1 from 1 upwards, and (x + 1) / 2 = sqrt(y) between.
template <class Real>
struct SparsePlus {
    GLIA_INLINE Real forward(Real x) const {
        const Real half = at_least<Real>(x + 1, 0) / 2;
        return select(x >= 1, x, half * half);
    }
    GLIA_INLINE Real derivative_from_y(Real y) const { return glia::plugin::sqrt(at_most<Real>(y, 1)); }
};

constexpr Description sparse_plus{.id = "glia.standard.sparse_plus",
                                  .name = "sparse_plus",
                                  .formula = "0 for x <= -1, x for x >= 1, else (x + 1)^2 / 4",
                                  .reference =
                                      "Martins, Astudillo: From softmax to sparsemax: a sparse model of attention and "
                                      "multi-label classification, ICML 2016, arXiv:1602.02068",
                                  .initializer = "he_uniform",
                                  .max_error_ulp = 2};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<SparsePlus, sparse_plus>();
