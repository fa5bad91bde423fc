// A spec's definition as the API describes it in JSON: see glia_spec_describe (spec.h).
#pragma once

#include "base/json.hpp"
#include "base/spec.hpp"

namespace glia::api {

Json spec_json(const SpecDefinition& definition);

}  // namespace glia::api
