// IDENTITY: y is x and dx is dy.
#include "plugin_check/example.hpp"
#include "plugin_check/promises.hpp"
#include "plugin_check/random.hpp"
#include "plugin_check/tests.hpp"

namespace glia::cli::plugin_check {

std::string be_the_identity(const Subject& subject) {
    const glia_activation_t& table = open_promising(subject, GLIA_ACTIVATION_IDENTITY);
    Random random(subject.seed);
    for_all_kernels(table, subject.seed, [&]<class Real>(const Kernels<Real>& kernels) {
        std::vector<Real> x = numbers<Real>(random, 1000);
        const std::vector<Real> special = special_values<Real>();
        x.insert(x.end(), special.begin(), special.end());
        constexpr std::size_t rows = 1;
        const std::size_t columns = x.size();
        const Example<Real> example(kernels, rows, columns, x, x);
        const std::string how = "though IDENTITY is promised";
        require_same(kernels.forward_text(rows, columns), "y", example.x, example.results.y, how);
        require_same(kernels.backward_text(rows, columns), "dx", example.dy, example.results.dx, how);
    });
    return "";
}

}  // namespace glia::cli::plugin_check
