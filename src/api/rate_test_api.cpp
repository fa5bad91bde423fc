// The learning-rate range test: part of trainer.h.
#include <vector>

#include "api/guard.hpp"
#include "api/handles.hpp"
#include "glia/trainer.h"

using glia::api::guard;
using glia::api::required;

extern "C" {

glia_status glia_trainer_find_learning_rate(const glia_trainer* trainer, const glia_dataset* train, double lowest,
                                            double highest, size_t steps, double* rates, double* losses,
                                            size_t capacity, size_t* needed) {
    return guard([&] {
        const glia::Trainer<float>& value = required(trainer, "trainer").value;
        const glia::Dataset& rows = required(train, "train").value;
        const glia::RateRange range = {lowest, highest, steps};
        glia::check(range);
        // Room for the longest curve is asked for before the work begins.
        if (!glia::api::takes(steps, "points", rates, capacity, needed)) return;
        required(losses, "losses");
        const std::vector<glia::RatePoint> curve = value.find_learning_rate(rows, range);
        for (size_t i = 0; i < curve.size(); ++i) {
            rates[i] = curve[i].rate;
            losses[i] = curve[i].loss;
        }
        if (needed != nullptr) *needed = curve.size();
    });
}
}
