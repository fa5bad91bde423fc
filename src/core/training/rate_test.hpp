// The learning-rate range test: training with a learning rate that grows until training fails, to see which rates work.
#pragma once

#include <cstddef>
#include <vector>

#include "core/data/dataset.hpp"
#include "core/model/model.hpp"
#include "core/optimizers/updater.hpp"
#include "core/training/fit.hpp"
#include "core/training/objective.hpp"

namespace glia {

struct RateRange {
    double lowest = 1e-7;
    double highest = 10;
    std::size_t steps = 100;
};

// Throws Error unless 0 < lowest < highest, both finite, and steps are 2 or more.
void check(const RateRange& range);

struct RatePoint {
    double rate;
    double loss;  // of the batch, before the update with this rate
};

// Update i is made with lowest (highest / lowest)^(i / (steps - 1)): rates grow as a geometric series. (Smith, Cyclical
// Learning Rates for Training Neural Networks, 2017, section 3.3, where they grow in a straight line.) It ends early
// where a loss or gradient is not finite, or where losses have risen too far. The model and the updater's state are
// changed. Throws Error GLIA_ERROR_NUMERIC where not even the first batch is finite.
template <class T>
std::vector<RatePoint> test_rates(Model<T>& model, const Objective<T>& objective, Updater<T>& updater,
                                  const FitSettings& settings, const Dataset& train, const RateRange& range,
                                  Workers& workers);

}  // namespace glia
