#include "glia/cross_validation.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "api/groups.hpp"
#include "api/guard.hpp"
#include "api/handles.hpp"
#include "core/data/folds.hpp"
#include "core/training/cross_validation.hpp"

using glia::FoldFigures;
using glia::api::given_groups;
using glia::api::guard;
using glia::api::required;
using glia::api::required_text;

struct glia_cross_validation {
    std::vector<FoldFigures> folds;
};

namespace {

struct Follower {
    glia_fold_callback callback;
    void* user;
};

// What the model of every fold begins with.
struct Start {
    const char* initializer;
    std::uint64_t seed;
};

FoldFigures run_fold(const glia::Folds& folds, std::size_t i, const glia::Trainer<float>& recipe, const Start& start,
                     const Follower& follower) {
    const glia::Split parts = folds.fold(i);
    auto model = glia::fresh_model(recipe.model(), parts.first, start.initializer, start.seed);
    glia_trainer trainer{glia::Trainer<float>(std::move(model), recipe), nullptr};
    if (follower.callback != nullptr) {
        trainer.value.set_keeps_going([&](glia::FitEvent event) {
            const int32_t code = event == glia::FitEvent::batch ? GLIA_EVENT_BATCH : GLIA_EVENT_EPOCH;
            return follower.callback(i, folds.count(), &trainer, code, follower.user) == 0;
        });
    }
    trainer.fitting = true;  // the callback may call const functions only
    try {
        return glia::run_fold(trainer.value, parts);
    } catch (const glia::Error& e) {
        throw glia::error(e.status(), "fold {} of {}: {}", i + 1, folds.count(), e.what());
    }
}

}  // namespace

extern "C" {

glia_status glia_cross_validate(glia_cross_validation** out, const glia_trainer* trainer, const glia_dataset* dataset,
                                const char* folds, const int32_t* groups, size_t size, const char* initializer,
                                uint64_t seed, glia_fold_callback callback, void* user) {
    return guard([&] {
        required(out, "out") = nullptr;
        const glia::Trainer<float>& recipe = required(trainer, "trainer").value;
        recipe.require_same_layers();
        const glia::Folds parts(required(dataset, "dataset").value, required_text(folds, "folds"),
                                given_groups(groups, size), seed);
        const Start start = {initializer == nullptr ? "auto" : initializer, seed};
        auto result = std::make_unique<glia_cross_validation>();
        for (std::size_t i = 0; i < parts.count(); ++i) {
            result->folds.push_back(run_fold(parts, i, recipe, start, {callback, user}));
        }
        *out = result.release();
    });
}

void glia_cross_validation_destroy(glia_cross_validation* result) {
    delete result;
}

size_t glia_cross_validation_folds(const glia_cross_validation* result) {
    return result == nullptr ? 0 : result->folds.size();
}

glia_status glia_cross_validation_values(const glia_cross_validation* result, const char* name, double* values,
                                         size_t capacity, size_t* needed) {
    return guard([&] {
        const std::vector<FoldFigures>& folds = required(result, "result").folds;
        double FoldFigures::*const figure = glia::find_fold_figure(required_text(name, "name"));
        std::vector<double> column;
        column.reserve(folds.size());
        for (const FoldFigures& fold : folds) column.push_back(fold.*figure);
        glia::api::give_array(std::span<const double>(column), values, capacity, needed);
    });
}

glia_status glia_cross_validation_summary(const glia_cross_validation* result, const char* name, double* mean,
                                          double* deviation) {
    return guard([&] {
        const std::vector<FoldFigures>& folds = required(result, "result").folds;
        const glia::Summary summary = summarize(folds, glia::find_fold_figure(required_text(name, "name")));
        if (mean != nullptr) *mean = summary.mean;
        if (deviation != nullptr) *deviation = summary.deviation;
    });
}
}
