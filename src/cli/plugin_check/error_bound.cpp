// max_error_ulp: how far float32 values are off, with the float64 kernel as the truth.
#include "plugin_check/compare.hpp"
#include "plugin_check/kernels.hpp"
#include "plugin_check/random.hpp"
#include "plugin_check/tests.hpp"
#include "plugin_check/ulp.hpp"

namespace glia::cli::plugin_check {
namespace {

struct Worst {
    double error = 0;
    std::string text;
};

// Numbers of all sizes, and more of them where functions bend.
std::vector<float> sweep(Random& random, std::size_t size) {
    std::vector<float> x(size);
    for (std::size_t i = 0; i < size; ++i) {
        const double range = i % 4 == 1 ? 4 : 100;
        x[i] = i % 4 == 0   ? random.any_size<float>()
               : i % 4 == 3 ? static_cast<float>(random.logit())
                            : static_cast<float>(random.uniform(-range, range));
    }
    return x;
}

void measure(const Kernels<float>& single, const Kernels<double>& twin, std::size_t rows, std::size_t columns,
             const std::vector<float>& x, Worst& worst) {
    const std::vector<double> wide(x.begin(), x.end());
    std::vector<float> y(x.size());
    std::vector<double> truth(x.size());
    single.forward(rows, columns, single.trained(columns).data(), x.data(), y.data());
    twin.forward(rows, columns, twin.trained(columns).data(), wide.data(), truth.data());
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double error = error_in_ulp(y[i], truth[i]);
        if (error <= worst.error) continue;
        worst = {error, single.forward_text(rows, columns) + ": " + element("y", i) + " is " + shortest(y[i]) +
                            " where x is " + shortest(x[i]) + ", and " + shortest(truth[i]) + " in float64"};
    }
}

}  // namespace

std::string keep_the_error_bound(const Subject& subject) {
    const glia_activation_t& table = open_table(subject);
    if (table.max_error_ulp == 0) throw Skipped("none is stated");
    if (table.forward_f64 == nullptr) throw Skipped("there are no float64 kernels to compare with");
    Random random(subject.seed);
    Worst worst;
    for (const Choice& choice : choices(table, subject.seed)) {
        if (choice.trained == Trained::drawn) continue;  // the bound is that of parameters within their ranges
        const Kernels<float> single(table, choice);
        const Kernels<double> twin(table, choice);
        if (single.promises(GLIA_ACTIVATION_ELEMENTWISE)) {
            constexpr std::size_t size = 8000;
            measure(single, twin, 1, size, sweep(random, size), worst);
        } else {
            constexpr std::size_t rows = 50;
            for (const std::size_t columns : {1, 2, 5, 17, 100}) {
                measure(single, twin, rows, columns, logits<float>(random, rows * columns), worst);
            }
        }
    }
    const std::string stated = shortest(table.max_error_ulp);
    if (worst.error > table.max_error_ulp) {
        throw Broken(worst.text + ": " + fixed(worst.error, 2) + " ulp apart; max_error_ulp is " + stated);
    }
    return fixed(worst.error, 2) + " of " + stated + " ulp";
}

}  // namespace glia::cli::plugin_check
