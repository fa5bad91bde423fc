// The learning-rate range test, for people.
#pragma once

#include <string>

#include "handles.hpp"

namespace glia::cli {

// The curve as a table, and a learning rate to try. The trainer and its model stay as they are. Throws Failure.
std::string rate_table(const glia_trainer* trainer, const glia_dataset* train);

}  // namespace glia::cli
