#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/math.hpp"

namespace {

using namespace glia::plugin;

// The derivative is 1/2 between the kinks at -1 and 1, and 0 on them and outside.
template <class Real>
struct SparseSigmoid {
    GLIA_INLINE Real forward(Real x) const { return clamp<Real>(x + 1, 0, 2) / 2; }
    GLIA_INLINE Real derivative_from_y(Real y) const {
        const Real flat = y - y;  // NaN for NaN
        return select((y > 0) & (y < 1), Real(0.5), flat);
    }
};

constexpr Description sparse_sigmoid{.id = "glia.standard.sparse_sigmoid",
                                     .name = "sparse_sigmoid",
                                     .formula = "min(max(0, (x + 1) / 2), 1)",
                                     .reference =
                                         "Martins, Astudillo: From softmax to sparsemax: a sparse model of attention "
                                         "and multi-label classification, ICML 2016, arXiv:1602.02068",
                                     .max_error_ulp = 1};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<SparseSigmoid, sparse_sigmoid>();
