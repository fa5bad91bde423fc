// Cross-validation in the command: glia train --folds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "data.hpp"
#include "handles.hpp"
#include "interrupt.hpp"

namespace glia::cli {

struct Folds {
    std::string spec;
    std::vector<std::int32_t> groups;  // of each row; empty without groups
};

// What the user wrote: "5" means grouped(folds=5) where there is a column of groups, time(folds=5) where there is one
// of times, otherwise stratified(folds=5) for classes and plain(folds=5) for values.
Folds choose_folds(const std::string& text, const DataSource& source, const glia_dataset* dataset);

// Trains and evaluates the recipe on each fold, and returns a table of what came out. With `bar`, a bar shows how far
// it is. Throws Failure, also where `guard` tells of an interrupt.
std::string cross_validate(const glia_trainer* recipe, const glia_dataset* dataset, const Folds& folds,
                           const std::string& initializer, std::uint64_t seed, const InterruptGuard& guard, bool bar);

}  // namespace glia::cli
