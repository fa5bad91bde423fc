// The options of glia train that say how training goes on, when it ends, and what is kept of it on the way.
#pragma once

#include <CLI/CLI.hpp>
#include <cstddef>
#include <optional>
#include <string>

#include "handles.hpp"

namespace glia::cli {

struct TrainRules {
    std::string schedule = "constant";
    std::string penalty = "none";
    std::string constraint = "none";
    std::string clipping = "none";
    std::size_t accumulation = 1;
    std::string metrics;       // a list of specs
    std::size_t patience = 0;  // 0: no early stopping
    double min_change = 0;
    std::string improvement = "gradual";
    bool keep_last = false;                   // early stopping does not put the best epoch back
    std::string watched;                      // "": the validation loss, or the loss
    std::string target;                       // "FIGURE=VALUE", or ""
    double seconds = 0;                       // 0: no limit
    std::string checkpoint;                   // a file, or ""
    std::optional<std::size_t> every_epochs;  // not given: 1
    std::optional<double> every_seconds;      // not given: 0
    bool resume = false;
};

void add_rules(CLI::App& command, TrainRules& rules);
void add_stopping(CLI::App& command, TrainRules& rules);
void add_checkpoints(CLI::App& command, TrainRules& rules);

// Throws Failure.
void apply_rules(const TrainRules& rules, glia_trainer* trainer);
// Takes up the fit of the rules' checkpoint, where they say so and it is there. Returns whether it did.
bool resume(const TrainRules& rules, glia_trainer* trainer);

}  // namespace glia::cli
