// ELEMENTWISE: any split of the arrays gives the bits of the whole.
#include <algorithm>

#include "plugin_check/compare.hpp"
#include "plugin_check/kernels.hpp"
#include "plugin_check/promises.hpp"
#include "plugin_check/random.hpp"
#include "plugin_check/tests.hpp"

namespace glia::cli::plugin_check {

std::string be_elementwise(const Subject& subject) {
    const glia_activation_t& table = open_promising(subject, GLIA_ACTIVATION_ELEMENTWISE);
    Random random(subject.seed);
    for_all_kernels(table, subject.seed, [&]<class Real>(const Kernels<Real>& kernels) {
        constexpr std::size_t rows = 25;
        constexpr std::size_t columns = 40;
        constexpr std::size_t size = rows * columns;
        const Example<Real> whole(kernels, rows, columns, numbers<Real>(random, size), logits<Real>(random, size));
        for (const std::size_t longest : {1, 5, 16, 40, 700}) {
            std::vector<Real> y(size);
            std::vector<Real> dx(size);
            for (std::size_t at = 0; at < size;) {
                const std::size_t part = std::min(1 + random.below(longest), size - at);
                kernels.forward(part, 1, whole.x.data() + at, y.data() + at);
                kernels.backward(1, part, whole.x.data() + at, whole.y.data() + at, whole.dy.data() + at,
                                 dx.data() + at);
                at += part;
            }
            const std::string how = "in parts of up to " + std::to_string(longest);
            require_same(kernels.forward_text(rows, columns), "y", whole.y, y, how);
            require_same(kernels.backward_text(rows, columns), "dx", whole.dx, dx, how);
        }
    });
    return "";
}

}  // namespace glia::cli::plugin_check
