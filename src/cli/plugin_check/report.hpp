// What the tests of a file came to, for people and for programs.
#pragma once

#include <string>

#include "json.hpp"
#include "plugin_check/plan.hpp"

namespace glia::cli::plugin_check {

// One line for each test, and for each reason of a failure.
std::string report_text(const FileReport& report);

Json report_json(const FileReport& report);

}  // namespace glia::cli::plugin_check
