// ELEMENTWISE: any split of the arrays gives the bits of the whole; where units have trained values, any split along a
// row, with those of its units.
#include <algorithm>

#include "plugin_check/example.hpp"
#include "plugin_check/promises.hpp"
#include "plugin_check/random.hpp"
#include "plugin_check/tests.hpp"
#include "plugin_check/trained.hpp"

namespace glia::cli::plugin_check {

namespace {

// The values of the units from `first` on, and those of the layer.
template <class Real>
std::vector<Real> trained_of_part(const glia_activation_t& table, const Example<Real>& whole, std::size_t first,
                                  std::size_t size) {
    std::vector<Real> part;
    auto from = whole.trained.begin();
    for (std::uint32_t i = 0; !whole.trained.empty() && i < table.parameter_count; ++i) {
        const auto end = from + static_cast<std::ptrdiff_t>(trained_size(table, i, whole.columns));
        if (training_of(table, i) == GLIA_PARAMETER_PER_UNIT) from += static_cast<std::ptrdiff_t>(first);
        part.insert(part.end(), from, from + static_cast<std::ptrdiff_t>(trained_size(table, i, size)));
        from = end;
    }
    return part;
}

}  // namespace

std::string be_elementwise(const Subject& subject) {
    const glia_activation_t& table = open_promising(subject, GLIA_ACTIVATION_ELEMENTWISE);
    Random random(subject.seed);
    for_all_kernels(table, subject.seed, [&]<class Real>(const Kernels<Real>& kernels) {
        constexpr std::size_t rows = 25;
        constexpr std::size_t columns = 40;
        constexpr std::size_t size = rows * columns;
        const Example<Real> whole(kernels, rows, columns, numbers<Real>(random, size), logits<Real>(random, size));
        for (const std::size_t longest : {1, 5, 16, 40, 700}) {
            Results<Real> got = whole.empty_results();
            for (std::size_t at = 0; at < size;) {
                const std::size_t column = at % columns;
                const std::size_t most = kernels.is_trained() ? columns - column : size - at;
                const std::size_t part = std::min(1 + random.below(longest), most);
                const std::vector<Real> trained = trained_of_part(table, whole, column, part);
                std::vector<Real> gradient(trained.size());
                // Without values of units, a part of a row may stand upright as well.
                const std::size_t across = kernels.is_trained() ? part : 1;
                kernels.forward(part / across, across, trained.data(), whole.x.data() + at, got.y.data() + at);
                kernels.backward(1, part, trained.data(), whole.x.data() + at, whole.results.y.data() + at,
                                 whole.dy.data() + at, got.dx.data() + at, gradient.data());
                at += part;
            }
            const std::string how = "in parts of up to " + std::to_string(longest);
            whole.require_y(kernels, got.y, how);
            whole.require_dx(kernels, got.dx, how);
        }
    });
    return "";
}

}  // namespace glia::cli::plugin_check
