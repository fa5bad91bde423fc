#include "api/spec_json.hpp"

#include <cmath>

namespace glia::api {
namespace {

Json bound(double value) {
    return std::isinf(value) ? Json(nullptr) : Json(value);
}

}  // namespace

Json spec_json(const SpecDefinition& definition) {
    Json parameters = Json::array();
    for (const SpecParameter& each : definition.parameters) {
        parameters.push_back({{"name", each.name},
                              {"default", each.default_value},
                              {"minimum", bound(each.minimum)},
                              {"maximum", bound(each.maximum)},
                              {"minimum_open", each.minimum_open},
                              {"maximum_open", each.maximum_open}});
    }
    return {{"name", definition.name}, {"summary", definition.summary}, {"parameters", std::move(parameters)}};
}

}  // namespace glia::api
