/* A complete plugin in C++20, with kernels for every instruction set: copy this file, name it after your activation,
 * and change what is below.
 *
 *     g++ -std=c++20 -O3 -fno-math-errno -fno-trapping-math -fno-exceptions -fno-rtti -fvisibility=hidden \
 *         -fPIC -shared -Wl,--as-needed smooth_relu.cpp -o smooth_relu.so $(pkg-config --cflags glia)
 *
 * <glia/plugin/elementwise.hpp> turns the two functions into a plugin, and says what they may be. */
#include <glia/plugin/elementwise.hpp>
#include <glia/plugin/math.hpp>

namespace {

using namespace glia::plugin;

constexpr glia_activation_parameter_t parameters[] = {{"width", 1.0, 1e-3, 1e3}};  // its default and its range

// The function here is a relu with a round knee: 0 below 0, x - width / 2 above width, a parabola between them.
//     f(x)  = c / width * (max(0, x) - c / 2)    with c = x, kept between 0 and width
//     f'(x) = c / width
template <class Real>  // float, and double for checks
struct SmoothRelu {
    Real width;

    explicit SmoothRelu(const double* values) : width(static_cast<Real>(values[0])) {}

    GLIA_INLINE Real forward(Real x) const {
        const Real above = at_least<Real>(x, 0);
        const Real c = at_most(above, width);
        return c / width * (above - c / 2);
    }
    GLIA_INLINE Real derivative_from_x(Real x) const { return clamp<Real>(x, 0, width) / width; }
};

constexpr Description smooth_relu{
    .id = "org.example.smooth_relu",
    .name = "smooth_relu",  // that of the file, too
    .formula = "0 for x < 0, x^2 / (2 width) up to width, x - width / 2 above",
    .reference = "Rennie, Srebro: Loss functions for preference levels, IJCAI 2005 workshop (as the smooth hinge)",
    .initializer = "he_uniform",
    .max_error_ulp = 3,  // of forward, as measured; left out, it is not stated
    .parameters = parameters};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<SmoothRelu, smooth_relu>();
