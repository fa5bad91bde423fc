#include "api/activation_json.hpp"

#include <cstdint>
#include <utility>

#include "api/spec_json.hpp"
#include "base/activation_table.hpp"
#include "base/json.hpp"
#include "core/layers/activation.hpp"

namespace glia::api {
namespace {

constexpr std::pair<std::uint32_t, const char*> flag_names[] = {
    {GLIA_ACTIVATION_ELEMENTWISE, "elementwise"},
    {GLIA_ACTIVATION_INPLACE, "inplace"},
    {GLIA_ACTIVATION_GRAD_IGNORES_X, "grad_ignores_x"},
    {GLIA_ACTIVATION_GRAD_IGNORES_Y, "grad_ignores_y"},
    {GLIA_ACTIVATION_LOGISTIC, "logistic"},
    {GLIA_ACTIVATION_SOFTMAX, "softmax"},
    {GLIA_ACTIVATION_IDENTITY, "identity"},
};

Json flags_json(std::uint32_t flags) {
    Json names = Json::array();
    for (const auto& [flag, name] : flag_names) {
        if ((flags & flag) != 0) names.push_back(name);
    }
    return names;
}

// null, "per_layer" or "per_unit".
Json training_json(std::uint32_t training) {
    if (training == GLIA_PARAMETER_FIXED) return nullptr;
    return training == GLIA_PARAMETER_PER_UNIT ? "per_unit" : "per_layer";
}

Json text_or_null(const char* text) {
    return text != nullptr ? Json(text) : Json(nullptr);
}

// An activation of the host program comes from no file.
Json text_or_null(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

}  // namespace

std::string activation_json(const RegisteredActivation& activation) {
    const glia_activation_t& table = *activation.table;
    Json json = spec_json(activation_definition(table));
    for (std::uint32_t i = 0; i < table.parameter_count; ++i) {
        json["parameters"][i]["trained"] = training_json(training_of(table, i));
    }
    json["revision"] = table.revision;
    json["variant"] = table.variant;
    json["path"] = text_or_null(activation.path);
    json["plugin"] = text_or_null(activation.plugin);
    json["version"] = text_or_null(activation.version);
    json["reference"] = text_or_null(table.reference);
    json["initializer"] = table.initializer != nullptr ? table.initializer : "glorot_uniform";
    json["max_error_ulp"] = table.max_error_ulp;
    json["flags"] = flags_json(table.flags);
    json["float64"] = table.forward_f64 != nullptr;
    // Plugins and file names may hold bytes that are not UTF-8; JSON may not.
    constexpr int one_line = -1;
    return json.dump(one_line, ' ', false, Json::error_handler_t::replace);
}

}  // namespace glia::api
