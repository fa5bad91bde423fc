// Logits give numbers.
#include <cmath>

#include "plugin_check/example.hpp"
#include "plugin_check/random.hpp"
#include "plugin_check/tests.hpp"

namespace glia::cli::plugin_check {

std::string take_ordinary_numbers(const Subject& subject) {
    Random random(subject.seed);
    for_all_kernels(subject, [&]<class Real>(const Kernels<Real>& kernels) {
        constexpr std::size_t rows = 3;
        constexpr std::size_t columns = 40;
        const Example<Real> example(kernels, rows, columns, logits<Real>(random, rows * columns),
                                    logits<Real>(random, rows * columns));
        for (std::size_t i = 0; i < rows * columns; ++i) {
            const std::string where = " is nan, where x is " + shortest(example.x[i]);
            if (std::isnan(example.results.y[i]))
                throw Broken(kernels.forward_text(rows, columns) + ": " + element("y", i) + where);
            if (std::isnan(example.results.dx[i]) && std::isfinite(example.results.y[i])) {
                throw Broken(kernels.backward_text(rows, columns) + ": " + element("dx", i) + where);
            }
        }
        for (std::size_t i = 0; i < example.results.gradient.size(); ++i) {
            if (!std::isnan(example.results.gradient[i])) continue;
            throw Broken(kernels.backward_text(rows, columns) + ": " + element("gradient", i) + " is nan");
        }
    });
    return "";
}

}  // namespace glia::cli::plugin_check
