// The one door to nlohmann-json.
#pragma once

#include <nlohmann/json.hpp>

namespace glia {
// Members keep the order in which they are added, so that text for people reads as it was written.
using Json = nlohmann::ordered_json;
}  // namespace glia
