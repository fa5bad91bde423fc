// Cross-validation in the command: glia train --folds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "handles.hpp"
#include "interrupt.hpp"

namespace glia::cli {

// What the user wrote as a spec: "5" means stratified(folds=5) for classes and plain(folds=5) for values.
std::string folds_spec(const std::string& text, const glia_dataset* dataset);

// Trains and evaluates the recipe on each fold, and returns a table of what came out. With `bar`, a bar shows how far it
// is. Throws Failure, also where `guard` tells of an interrupt.
std::string cross_validate(const glia_trainer* recipe, const glia_dataset* dataset, const std::string& folds,
                           const std::string& initializer, std::uint64_t seed, const InterruptGuard& guard, bool bar);

}  // namespace glia::cli
