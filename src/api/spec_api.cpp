#include "glia/spec.h"

#include <array>
#include <cmath>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/activation_json.hpp"
#include "api/finder.hpp"
#include "api/guard.hpp"
#include "api/spec_json.hpp"
#include "base/json.hpp"
#include "core/data/class_weights.hpp"
#include "core/data/folds.hpp"
#include "core/layers/initializer.hpp"
#include "core/layers/layer_factory.hpp"
#include "core/losses/loss.hpp"
#include "core/metrics/metric.hpp"
#include "core/optimizers/clipping.hpp"
#include "core/optimizers/optimizer.hpp"
#include "core/optimizers/penalty.hpp"
#include "core/optimizers/schedule.hpp"
#include "core/scaling/scaling.hpp"
#include "core/training/stopping.hpp"
#include "plugin/registry.hpp"

using glia::Json;
using glia::SpecDefinition;
using glia::api::guard;
using glia::api::required_text;

namespace {

// A family whose members glia itself defines; activations are the registry's.
struct Family {
    const char* name;
    std::span<const SpecDefinition> (*definitions)();
};

constexpr const char* metric_family = "metric";

constexpr std::array<Family, 13> families = {{
    {"class_weight", glia::class_weight_definitions},
    {"clipping", glia::clipping_definitions},
    {"constraint", glia::constraint_definitions},
    {"folds", glia::fold_definitions},
    {"improvement", glia::improvement_definitions},
    {"initializer", glia::initializer_definitions},
    {"layer", glia::layer_definitions},
    {"loss", glia::loss_definitions},
    {metric_family, glia::metric_definitions},
    {"optimizer", glia::optimizer_definitions},
    {"penalty", glia::penalty_definitions},
    {"scaling", glia::scaling_definitions},
    {"schedule", glia::schedule_definitions},
}};

constexpr std::string_view activation_family = "activation";

std::span<const SpecDefinition> family_definitions(std::string_view name) {
    std::vector<std::string> names = {std::string(activation_family)};
    for (const Family& family : families) {
        if (family.name == name) return family.definitions();
        names.emplace_back(family.name);
    }
    throw glia::unknown_name("family", name, names);
}

}  // namespace

extern "C" {

glia_status glia_spec_list(const char* family, char* buffer, size_t capacity, size_t* needed) {
    return guard([&] {
        Json names = Json::array();
        if (required_text(family, "family") == activation_family) {
            for (const glia::RegisteredActivation& each : glia::Registry::process().all()) {
                names.push_back(each.table->name);
            }
        } else {
            for (const SpecDefinition& each : family_definitions(family)) names.push_back(each.name);
        }
        glia::api::give_text(names.dump(), buffer, capacity, needed);
    });
}

glia_status glia_spec_describe(const char* family, const char* name, char* buffer, size_t capacity, size_t* needed) {
    return guard([&] {
        required_text(name, "name");
        std::string text;
        if (required_text(family, "family") == activation_family) {
            text = glia::api::activation_json(glia::Registry::process().find(name));
        } else {
            Json description = glia::api::spec_json(find_definition(family, name, family_definitions(family)));
            if (std::string_view(family) == metric_family)
                description["higher_is_better"] = glia::higher_is_better(name);
            text = description.dump();
        }
        glia::api::give_text(text, buffer, capacity, needed);
    });
}

glia_status glia_spec_check(const char* family, const char* spec) {
    return guard([&] {
        required_text(spec, "spec");
        if (required_text(family, "family") == activation_family) {
            glia::make_activation(spec, glia::api::registry_finder());
            return;
        }
        const std::span<const SpecDefinition> definitions = family_definitions(family);
        const glia::Spec parsed = glia::parse_spec(family, spec);
        bind_spec(family, parsed, find_definition(family, parsed.name, definitions));
    });
}
}
