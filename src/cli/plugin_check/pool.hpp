// Many tests, as many at once as the machine has processors.
#pragma once

#include <vector>

#include "plugin_check/child.hpp"

namespace glia::cli::plugin_check {

// One outcome for each task, in their order.
std::vector<Outcome> run_all(const std::vector<Task>& tasks, unsigned limit);

}  // namespace glia::cli::plugin_check
