#include "glia/registry.h"

#include <string>
#include <vector>

#include "api/activation_json.hpp"
#include "api/guard.hpp"
#include "base/calling_thread.hpp"
#include "plugin/registry.hpp"

using glia::Registry;
using glia::api::guard;
using glia::api::required;
using glia::api::required_text;

extern "C" {

glia_status glia_registry_load(const char* path) {
    return guard([&] { Registry::process().load(required_text(path, "path")); });
}

glia_status glia_registry_add_directory(const char* path) {
    return guard([&] { Registry::process().add_directory(required_text(path, "path")); });
}

glia_status glia_registry_set_allowed(const char* const* names, const char* const* sha256, size_t count) {
    return guard([&] {
        if (names == nullptr) {
            if (count != 0) throw glia::invalid("names is NULL, and count is {}; without names it must be 0", count);
            return Registry::process().set_allowed(std::nullopt);
        }
        glia::AllowList allowed;
        for (size_t i = 0; i < count; ++i) {
            const char* const hash = sha256 == nullptr ? nullptr : sha256[i];
            allowed.add(required_text(names[i], "names"), hash == nullptr ? "" : required_text(hash, "sha256"));
        }
        Registry::process().set_allowed(std::move(allowed));
    });
}

glia_status glia_registry_register_activation(const glia_activation_t* activation) {
    return guard([&] { Registry::process().register_activation(required(activation, "activation")); });
}

glia_status glia_registry_unregister_activation(const char* name) {
    return guard([&] { Registry::process().unregister_activation(required_text(name, "name")); });
}

uint64_t glia_calling_thread(void) {
    return glia::calling_thread();
}

glia_status glia_registry_count(size_t* count) {
    return guard([&] {
        required(count, "count") = 0;
        *count = Registry::process().all().size();
    });
}

glia_status glia_registry_name(size_t index, char* buffer, size_t capacity, size_t* needed) {
    return guard([&] {
        const std::vector<glia::RegisteredActivation> loaded = Registry::process().loaded();
        if (index >= loaded.size()) {
            throw glia::invalid("index is {}; it must be below the number of activations that are loaded, {}", index,
                                loaded.size());
        }
        glia::api::give_text(loaded[index].table->name, buffer, capacity, needed);
    });
}

glia_status glia_registry_describe(const char* name, char* buffer, size_t capacity, size_t* needed) {
    return guard([&] {
        const glia::RegisteredActivation found = Registry::process().find(required_text(name, "name"));
        glia::api::give_text(glia::api::activation_json(found), buffer, capacity, needed);
    });
}

glia_status glia_registry_path(const char* name, char* buffer, size_t capacity, size_t* needed) {
    return guard([&] {
        const glia::RegisteredActivation found = Registry::process().find(required_text(name, "name"));
        glia::api::give_text(found.path, buffer, capacity, needed);
    });
}

glia_status glia_registry_search_path(char* buffer, size_t capacity, size_t* needed) {
    return guard([&] {
        std::string lines;
        for (const std::string& each : Registry::process().directories()) lines += (lines.empty() ? "" : "\n") + each;
        glia::api::give_text(lines, buffer, capacity, needed);
    });
}
}
