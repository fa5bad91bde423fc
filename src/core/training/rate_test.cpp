#include "core/training/rate_test.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/error.hpp"
#include "core/training/non_finite.hpp"
#include "core/training/pass.hpp"

namespace glia {
namespace {

// A running mean of losses over about ten batches: one unlucky batch must not end the test.
class RunningMean {
 public:
    double add(double loss) {
        constexpr double kept = 0.9;
        sum_ = kept * sum_ + loss;
        weights_ = kept * weights_ + 1;
        return sum_ / weights_;
    }

 private:
    double sum_ = 0;
    double weights_ = 0;
};

// Whether a loss has risen to 4 times the best; or by as much, where losses may be negative.
bool has_risen_too_far(double loss, double best) {
    return loss - best > 3 * std::fabs(best);
}

}  // namespace

void check(const RateRange& range) {
    if (!(std::isfinite(range.lowest) && range.lowest > 0)) {
        throw invalid("lowest is {}; it must be finite and above 0", format_number(range.lowest));
    }
    if (!(std::isfinite(range.highest) && range.highest > range.lowest)) {
        throw invalid("highest is {}; it must be finite and above lowest, {}", format_number(range.highest),
                      format_number(range.lowest));
    }
    if (range.steps < 2) throw invalid("steps is {}; it must be at least 2", range.steps);
}

template <class T>
std::vector<RatePoint> test_rates(Model<T>& model, const Objective<T>& objective, Updater<T>& updater,
                                  const FitSettings& settings, const Dataset& train, const RateRange& range,
                                  Workers& workers) {
    const std::size_t rows = train.rows();
    const auto [batch_rows, update_rows] = UpdateRows(settings, rows);
    Pass<T> pass(model, objective, train, batch_rows, ActivationGradients::in_turn, workers);
    const std::span<T> gradients = updater.gradients(model);
    const double growth = (std::log(range.highest) - std::log(range.lowest)) / static_cast<double>(range.steps - 1);
    std::vector<RatePoint> curve;
    RunningMean mean;
    double best = std::numeric_limits<double>::infinity();
    EpochOrder order = {.shuffle = settings.shuffle, .seed = settings.seed, .batch = batch_rows};
    std::size_t left = 0;
    while (curve.size() < range.steps) {
        if (left == 0) {
            // The epochs of a fit count from 1.
            ++order.epoch;
            pass.begin(order);
            left = rows;
        }
        const std::size_t count = std::min(update_rows, left);
        left -= count;
        Tally batch;
        const Training training = {.on = true, .seed = settings.seed, .step = updater.steps()};
        try {
            pass.run(count, batch, {}, gradients.data(), training, &model);
            require_finite_gradients<T>(model, gradients, workers);
        } catch (const NonFinite& found) {
            if (curve.empty()) throw error(GLIA_ERROR_NUMERIC, "{} in the first batch, before any update", found.what);
            break;
        }
        const double rate = std::exp(std::log(range.lowest) + growth * static_cast<double>(curve.size()));
        curve.push_back({rate, batch.mean_loss()});
        const double recent = mean.add(batch.mean_loss());
        best = std::min(best, recent);
        if (has_risen_too_far(recent, best)) break;
        updater.update(model, workers, rate / updater.learning_rate(), Keep::gradients, count);
    }
    return curve;
}

template std::vector<RatePoint> test_rates(Model<float>&, const Objective<float>&, Updater<float>&, const FitSettings&,
                                           const Dataset&, const RateRange&, Workers&);
template std::vector<RatePoint> test_rates(Model<double>&, const Objective<double>&, Updater<double>&,
                                           const FitSettings&, const Dataset&, const RateRange&, Workers&);

}  // namespace glia
