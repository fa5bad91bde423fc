// LOGISTIC and SOFTMAX: losses are computed from x directly, as of these very functions. Whether the gradient is right
// is told by the test of it.
#include <algorithm>
#include <cmath>
#include <limits>

#include "plugin_check/compare.hpp"
#include "plugin_check/kernels.hpp"
#include "plugin_check/promises.hpp"
#include "plugin_check/random.hpp"
#include "plugin_check/tests.hpp"

namespace glia::cli::plugin_check {
namespace {

// Relative: more than any careful kernel is off, and less than another function.
template <class Real>
constexpr double tolerance = std::is_same_v<Real, float> ? 1e-5 : 1e-12;

template <class Real>
void require_near(const std::string& call, std::span<const Real> y, const std::vector<double>& truth,
                  const std::string& name) {
    for (std::size_t i = 0; i < y.size(); ++i) {
        const double allowed = tolerance<Real> * truth[i] + static_cast<double>(std::numeric_limits<Real>::min());
        if (std::abs(static_cast<double>(y[i]) - truth[i]) <= allowed) continue;
        throw Broken(call + ": " + element("y", i) + " is " + shortest(y[i]) + ", and " + shortest(truth[i]) +
                     " of the " + name);
    }
}

}  // namespace

std::string be_logistic(const Subject& subject) {
    const glia_activation_t& table = open_promising(subject, GLIA_ACTIVATION_LOGISTIC);
    Random random(subject.seed);
    for_all_kernels(table, subject.seed, [&]<class Real>(const Kernels<Real>& kernels) {
        constexpr std::size_t size = 1000;
        std::vector<Real> x(size);
        for (Real& each : x)
            each = static_cast<Real>(random.uniform() < 0.5 ? random.logit() : random.uniform(-80, 80));
        std::vector<Real> y(size);
        kernels.forward(1, size, kernels.trained(size).data(), x.data(), y.data());
        std::vector<double> truth;
        for (const Real each : x) truth.push_back(1 / (1 + std::exp(-static_cast<double>(each))));
        require_near<Real>(kernels.forward_text(1, size), y, truth, "logistic function");
    });
    return "";
}

std::string be_softmax(const Subject& subject) {
    const glia_activation_t& table = open_promising(subject, GLIA_ACTIVATION_SOFTMAX);
    Random random(subject.seed);
    for_all_kernels(table, subject.seed, [&]<class Real>(const Kernels<Real>& kernels) {
        constexpr std::size_t rows = 20;
        for (const std::size_t columns : {1, 2, 5, 10, 17, 100}) {
            const std::vector<Real> x = logits<Real>(random, rows * columns);
            std::vector<Real> y(x.size());
            kernels.forward(rows, columns, kernels.trained(columns).data(), x.data(), y.data());
            std::vector<double> truth;
            for (std::size_t first = 0; first < x.size(); first += columns) {
                const std::span row = std::span(x).subspan(first, columns);
                const auto most = static_cast<double>(std::ranges::max(row));
                double sum = 0;
                for (const Real each : row) sum += std::exp(static_cast<double>(each) - most);
                for (const Real each : row) truth.push_back(std::exp(static_cast<double>(each) - most) / sum);
            }
            require_near<Real>(kernels.forward_text(rows, columns), y, truth, "softmax");
        }
    });
    return "";
}

}  // namespace glia::cli::plugin_check
