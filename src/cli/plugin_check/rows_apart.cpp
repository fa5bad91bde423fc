// A row comes to the same alone and among others: glia cuts batches along rows, and shares them between threads.
#include <algorithm>

#include "plugin_check/example.hpp"
#include "plugin_check/random.hpp"
#include "plugin_check/tests.hpp"

namespace glia::cli::plugin_check {

std::string keep_rows_apart(const Subject& subject) {
    Random random(subject.seed);
    for_all_kernels(subject, [&]<class Real>(const Kernels<Real>& kernels) {
        for (const std::size_t columns : {1, 2, 10, 16, 21, 100}) {
            constexpr std::size_t rows = 19;
            const std::size_t size = rows * columns;
            const Example<Real> whole(kernels, rows, columns, numbers<Real>(random, size), logits<Real>(random, size));
            for (const std::size_t most : {1, 4}) {
                Results<Real> got = whole.empty_results();
                for (std::size_t row = 0; row < rows;) {
                    const std::size_t part = std::min(1 + random.below(most), rows - row);
                    const std::size_t at = row * columns;
                    kernels.forward(part, columns, whole.trained.data(), whole.x.data() + at, got.y.data() + at);
                    kernels.backward(part, columns, whole.trained.data(), whole.x.data() + at,
                                     whole.results.y.data() + at, whole.dy.data() + at, got.dx.data() + at,
                                     got.gradient.data());
                    row += part;
                }
                const std::string how = most == 1 ? "one row at a time" : "some rows at a time";
                whole.require_y(kernels, got.y, how);
                whole.require_dx(kernels, got.dx, how);
            }
        }
    });
    return "";
}

}  // namespace glia::cli::plugin_check
