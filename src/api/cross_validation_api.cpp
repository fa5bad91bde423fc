#include "glia/cross_validation.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "api/groups.hpp"
#include "api/guard.hpp"
#include "api/handles.hpp"
#include "base/json.hpp"
#include "core/data/folds.hpp"
#include "core/training/cross_validation.hpp"

using glia::FoldFigures;
using glia::api::given_groups;
using glia::api::guard;
using glia::api::required;
using glia::api::required_text;

struct glia_cross_validation {
    std::vector<std::string> names;  // of a fold's figures, in their order
    std::vector<FoldFigures> folds;
    std::int32_t callback_result = 0;
};

namespace {

struct Follower {
    glia_fold_callback callback;
    void* user;
    std::int32_t& result;  // what it returned last
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
            follower.result = follower.callback(i, folds.count(), &trainer, code, follower.user);
            return follower.result == 0;
        });
    }
    trainer.fitting = true;  // the callback may call const functions only
    try {
        return glia::run_fold(trainer.value, parts);
    } catch (const glia::Error& e) {
        throw glia::error(e.status(), "fold {} of {}: {}", i + 1, folds.count(), e.what());
    }
}

// A figure of each fold. Throws Error for a name that is none.
std::vector<double> values_of(const glia_cross_validation& result, std::string_view name) {
    const auto found = std::ranges::find(result.names, name);
    if (found == result.names.end()) throw glia::unknown_name("figure", name, result.names);
    const auto place = static_cast<std::size_t>(found - result.names.begin());
    std::vector<double> values;
    for (const FoldFigures& fold : result.folds) values.push_back(fold[place].value);
    return values;
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
        result->names = glia::fold_figure_names(recipe.settings().metrics);
        const Follower follower = {callback, user, result->callback_result};
        try {
            for (std::size_t i = 0; i < parts.count(); ++i) {
                result->folds.push_back(run_fold(parts, i, recipe, start, follower));
            }
        } catch (const glia::Error& e) {
            // The folds that are finished are worth keeping, and the caller wants to know what the callback said.
            if (e.status() == GLIA_ERROR_CANCELLED) *out = result.release();
            throw;
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

int32_t glia_cross_validation_callback_result(const glia_cross_validation* result) {
    return result == nullptr ? 0 : result->callback_result;
}

glia_status glia_cross_validation_figures(const glia_cross_validation* result, char* buffer, size_t capacity,
                                          size_t* needed) {
    return guard([&] {
        const glia::Json names = required(result, "result").names;
        glia::api::give_text(names.dump(), buffer, capacity, needed);
    });
}

glia_status glia_cross_validation_values(const glia_cross_validation* result, const char* name, double* values,
                                         size_t capacity, size_t* needed) {
    return guard([&] {
        const std::vector<double> column = values_of(required(result, "result"), required_text(name, "name"));
        glia::api::give_array(std::span<const double>(column), values, capacity, needed);
    });
}

glia_status glia_cross_validation_summary(const glia_cross_validation* result, const char* name, double* mean,
                                          double* deviation) {
    return guard([&] {
        const glia::Summary summary =
            glia::summarize(values_of(required(result, "result"), required_text(name, "name")));
        if (mean != nullptr) *mean = summary.mean;
        if (deviation != nullptr) *deviation = summary.deviation;
    });
}
}
