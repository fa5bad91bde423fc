// An activation as the API describes it in JSON: see glia_registry_describe (registry.h).
#pragma once

#include <string>

#include "plugin/registry.hpp"

namespace glia::api {

std::string activation_json(const RegisteredActivation& activation);

}  // namespace glia::api
