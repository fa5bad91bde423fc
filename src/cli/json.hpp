// The one door to nlohmann-json: descriptions come out of the library as JSON.
#pragma once

#include <nlohmann/json.hpp>

namespace glia::cli {
// Members keep the order in which the library wrote them.
using Json = nlohmann::ordered_json;
}  // namespace glia::cli
