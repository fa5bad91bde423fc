// The gradient of a trained parameter is the sum over all rows: glia adds up those of parts.
#include "plugin_check/promises.hpp"
#include "plugin_check/reference.hpp"
#include "plugin_check/tests.hpp"

namespace glia::cli::plugin_check {

std::string sum_over_rows(const Subject& subject) {
    const glia_activation_t& table = open_training(subject);
    Random random(subject.seed);
    for_all_kernels(table, subject.seed, [&]<class Real>(const Kernels<Real>& kernels) {
        if (!kernels.is_trained()) return;
        for (const std::size_t columns : {1, 2, 10, 16, 21, 100}) {
            constexpr std::size_t rows = 19;
            const std::size_t size = rows * columns;
            const Example<Real> whole(kernels, rows, columns, logits<Real>(random, size), logits<Real>(random, size));
            Results<Real> part = whole.empty_results();
            std::vector<double> sums(whole.trained.size());
            for (std::size_t row = 0; row < rows;) {
                const std::size_t count = std::min(1 + random.below(4), rows - row);
                const std::size_t at = row * columns;
                kernels.backward(count, columns, whole.trained.data(), whole.x.data() + at, whole.results.y.data() + at,
                                 whole.dy.data() + at, part.dx.data(), part.gradient.data());
                for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += static_cast<double>(part.gradient[i]);
                row += count;
            }
            // What is added up is the same, so that nothing moves.
            require_agreement(kernels.backward_text(rows, columns), "gradient", whole.results.gradient, sums,
                              sizes_of_gradient(table, whole), std::vector<double>(sums.size()), closeness_of<Real>,
                              "as the sum of some rows at a time");
        }
    });
    return "";
}

}  // namespace glia::cli::plugin_check
